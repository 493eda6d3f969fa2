-- One order of three lines of different items per request; every request has its own Idempotency-Key.
local counter, thread = 0, 0
function setup(t) thread = thread + 1; t:set("id", thread) end
function init(args) math.randomseed(os.time() + id); run = args[1]; token = args[2] end
function request()
  counter = counter + 1
  local body = string.format(
    '{"account":"A-1001","buyerReference":"B-%d","lines":[{"sku":"CD-%d","quantity":"1","unit":"EA"},{"sku":"CD-%d","quantity":"2","unit":"EA"},{"sku":"CD-%d","quantity":"3","unit":"EA"}]}',
    counter, math.random(10101, 10200), math.random(10201, 10300), math.random(10301, 10400))
  return wrk.format("POST", "/portal/v1/orders", {["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. token, ["Idempotency-Key"] = run .. "-" .. id .. "-" .. counter}, body)
end
function done(summary, latency, requests)
  io.write(string.format("RESULT requests=%d seconds=%.3f p50=%.2f p99=%.2f non2xx=%d socket=%d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
