-- Load for wrk: sends the requests of a file in their order, from one of them on, and prints what bench.py reads.
--   wrk .. -s load.lua URL -- FILE [RATE CONNECTIONS]
-- A line of the file is a method, a path, a body and further headers, with tabs in between. With a rate, the connections
-- together send that many requests a second: each waits at random around its share.

local requests, position, pause = {}, 0, nil

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, body, header, value = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
    local headers = { ["Host"] = wrk.headers["Host"] }
    if body ~= "" then headers["Content-Type"] = "application/json" end
    if header ~= "" then headers[header] = value end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
  -- Each round begins elsewhere.
  math.randomseed(os.time())
  position = math.random(#requests)
  if arguments[2] then pause = 1000 * tonumber(arguments[3]) / tonumber(arguments[2]) end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function delay()
  return pause and math.random(0, 2 * pause) or 0
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50), latency:percentile(99), latency.max))
end
