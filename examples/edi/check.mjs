// Reads interchanges with an independent reader, npm's node-x12, in its strict mode, and says what it found.
//
//   npm install --no-save node-x12
//   node check.mjs FILE...                                             interchanges, one per file
//   curl -s "$ESTATE/control/truth/edi?limit=1000" | node check.mjs    all that the demo's EDI buyer sent and received
//
// Exit code 1 when one of them cannot be read. A lone TA1 stands outside of any functional group, where the standard puts
// it and where node-x12 does not look for it; such interchanges are counted and left out.
import { readFileSync } from 'node:fs'
import x12 from 'node-x12'

const files = process.argv.slice(2)
const interchanges = files.length > 0
  ? files.map(file => ({ name: file, raw: readFileSync(file, 'latin1') }))
  : JSON.parse(readFileSync(0, 'utf8')).items
    .map(each => ({ name: `${each.partner} ${each.controlNumber}`, raw: each.raw }))

const counts = {}
let unreadable = 0
for (const { name, raw } of interchanges) {
  if (raw.startsWith('TA1', 106)) {
    counts.TA1 = (counts.TA1 ?? 0) + 1
    continue
  }
  try {
    const parser = new x12.X12Parser(true)
    const found = parser.parse(raw)
    for (const interchange of found.interchanges ?? [found]) {
      for (const set of interchange.functionalGroups.flatMap(group => group.transactions)) {
        const kind = set.header.valueOf(1)
        counts[kind] = (counts[kind] ?? 0) + 1
      }
    }
  } catch (fault) {
    unreadable++
    console.error(`${name}: ${fault.message}`)
  }
}
console.log(`${interchanges.length} interchanges, ${unreadable} unreadable;`,
  Object.keys(counts).sort().map(kind => `${kind}: ${counts[kind]}`).join(', '))
process.exitCode = unreadable > 0 ? 1 : 0
