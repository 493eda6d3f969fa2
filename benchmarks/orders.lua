-- One order of three lines of different items per request, of any account; every request has its own Idempotency-Key.
local counter, thread = 0, 0
local accounts, items = {}, {}
function setup(t) thread = thread + 1; t:set("id", thread) end
function init(args) math.randomseed(os.time() + id); run = args[1]; token = args[2]
  for id in io.lines(args[3] .. "/accounts") do accounts[#accounts + 1] = id end
  for sku in io.lines(args[3] .. "/items") do items[#items + 1] = sku end
end
local function item(third) local n = math.floor(#items / 3); return items[third * n + math.random(n)] end
function request()
  counter = counter + 1
  local body = string.format(
    '{"account":"%s","buyerReference":"B-%d","lines":[{"sku":"%s","quantity":"1","unit":"EA"},{"sku":"%s","quantity":"2","unit":"EA"},{"sku":"%s","quantity":"3","unit":"EA"}]}',
    accounts[math.random(#accounts)], counter, item(0), item(1), item(2))
  return wrk.format("POST", "/portal/v1/orders", {["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. token, ["Idempotency-Key"] = run .. "-" .. id .. "-" .. counter}, body)
end
function done(summary, latency, requests)
  io.write(string.format("RESULT requests=%d seconds=%.3f p50=%.2f p99=%.2f non2xx=%d socket=%d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
