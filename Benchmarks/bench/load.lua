-- Posts the bodies of a file, one a line, in turn; ends with one line of JSON.

local workers = {}

function setup(thread)
    table.insert(workers, thread)
end

function init(arguments)
    requests, turn, not_ok = {}, 0, 0
    for body in io.lines(arguments[1]) do
        table.insert(requests, wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body))
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function response(status)
    if status ~= 200 then not_ok = not_ok + 1 end
end

function done(summary, latency)
    local failed = 0
    for _, worker in ipairs(workers) do failed = failed + worker:get("not_ok") end
    local errors = summary.errors
    local socket_errors = errors.connect + errors.read + errors.write + errors.timeout
    io.write(string.format(
        '{"requests": %d, "seconds": %.3f, "not_ok": %d, "socket_errors": %d, ',
        summary.requests, summary.duration / 1e6, failed, socket_errors))
    io.write(string.format(
        '"p50_ms": %.3f, "p99_ms": %.3f}\n', latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
