-- One order per request, of any account: three lines of different items, or one line when there is but one item; every request has its own Idempotency-Key.
local counter, thread = 0, 0
local accounts, items = {}, {}
function setup(t) thread = thread + 1; t:set("id", thread) end
function init(args) math.randomseed(os.time() + id); run = args[1]; token = args[2]
  for id in io.lines(args[3] .. "/accounts") do accounts[#accounts + 1] = id end
  for sku in io.lines(args[3] .. "/items") do items[#items + 1] = sku end
end
local function item(third) local n = math.max(1, math.floor(#items / 3)); return items[third * n + math.random(n)] end
function request()
  counter = counter + 1
  local lines = {}
  for third = 0, math.min(#items, 3) - 1 do
    lines[#lines + 1] = string.format('{"sku":"%s","quantity":"%d","unit":"EA"}', item(third), third + 1)
  end
  local body = string.format('{"account":"%s","buyerReference":"B-%d","lines":[%s]}',
    accounts[math.random(#accounts)], counter, table.concat(lines, ","))
  return wrk.format("POST", "/portal/v1/orders", {["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. token, ["Idempotency-Key"] = run .. "-" .. id .. "-" .. counter}, body)
end
function done(summary, latency, requests)
  io.write(string.format("RESULT requests=%d seconds=%.3f p50=%.2f p99=%.2f non2xx=%d socket=%d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
