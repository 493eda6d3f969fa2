-- GET of one thing in a closed loop. args: kind (availability | static), token, folder with the file "items".
local items = {}
function setup(t) end
function init(args) math.randomseed(os.time()); kind = args[1]; token = args[2]
  for sku in io.lines(args[3] .. "/items") do items[#items + 1] = sku end
end
function request()
  if kind == "static" then return wrk.format("GET", "/actuator/health/liveness") end
  return wrk.format("GET", "/portal/v1/availability?quantity=5&sku=" .. items[math.random(#items)],
    {["Authorization"] = "Bearer " .. token})
end
function done(summary, latency, requests)
  io.write(string.format("RESULT requests=%d seconds=%.3f p50=%.3f p99=%.3f non2xx=%d socket=%d\n", summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
