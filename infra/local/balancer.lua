-- Chooses the back end for a request. The list of targets is set at run time (PUT /targets on the control socket), so
-- nginx is never reloaded: a reload closes clients' idle connections while requests may be on their way.

local balancer = require "ngx.balancer"
local shared = ngx.shared.targets

local M = {}
local known, ports = nil, {} -- this worker's copy of the list

local function list()
  local text = shared:get("list") or ""
  if text ~= known then
    known, ports = text, {}
    for port in text:gmatch("%d+") do ports[#ports + 1] = tonumber(port) end
  end
  return ports
end

local function release(context)
  if context.port then shared:incr(context.port, -1) end
  context.port = nil
end

-- The target with the fewest unanswered requests; on a retry, one that was not tried before.
function M.choose()
  local context = ngx.ctx
  release(context)
  local targets = list()
  local tried = context.tried
  local best, fewest
  local first = math.random(#targets) -- a random order for equal ones
  for i = 0, #targets - 1 do
    local port = targets[(first + i - 1) % #targets + 1]
    local running = shared:get(port) or 0
    if port ~= tried and (not best or running < fewest) then best, fewest = port, running end
  end
  best = best or tried
  if not best then return ngx.exit(503) end
  if not tried then balancer.set_more_tries(1) end
  context.tried, context.port = best, best
  shared:incr(best, 1, 0)
  return assert(balancer.set_current_peer("127.0.0.1", best))
end

function M.finish()
  release(ngx.ctx)
end

-- GET: the targets, and the number of running requests of every target that ever existed. PUT: the list of targets.
function M.control()
  if ngx.req.get_method() == "PUT" then
    ngx.req.read_body()
    shared:set("list", ngx.req.get_body_data() or "")
    return ngx.say("ok")
  end
  ngx.say("list ", shared:get("list") or "")
  for _, key in ipairs(shared:get_keys(0)) do
    if key ~= "list" then ngx.say(key, " ", shared:get(key)) end
  end
end

return M
