/// What has to happen in Redis in one step.
extension RedisScript {
    /// All that this adapter calls.
    package static let all = [take, storeByClaim, releaseClaim, change, announce]

    /// The generic cell rate algorithm as a leaky bucket of continuous state (ITU-T I.371, annex A): what is
    /// used drains with time. It counts in `period`-ths of a token and microseconds, so that nothing is
    /// rounded; time is that of Redis. KEYS: bucket. ARGV: count, period, burst, cost.
    static let take = RedisScript(
        """
        local count, period = tonumber(ARGV[1]), tonumber(ARGV[2])
        local burst, cost = tonumber(ARGV[3]), tonumber(ARGV[4])
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local used, capacity, wait = 0, burst * period, 0
        local state = redis.call('GET', KEYS[1])
        if state then
          local before, at = string.match(state, '(%S+) (%S+)')
          used = math.max(0, before - math.max(0, now - at) * count)
        end
        local is_allowed = used + cost * period <= capacity
        if is_allowed then
          used = used + cost * period
          if used > 0 then
            local life = math.min(math.ceil(used / count / 1000), 100000000000000)
            redis.call('SET', KEYS[1], string.format('%.0f %.0f', used, now), 'PX', string.format('%.0f', life))
          end
        else
          wait = math.ceil((used + math.min(cost, burst) * period - capacity) / count)
        end
        return {is_allowed and 1 or 0, math.floor((capacity - used) / period), wait, math.ceil(used / count)}
        """)

    /// KEYS: claim, value, versions. ARGV: token, bytes, milliseconds to live, version.
    static let storeByClaim = RedisScript(
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SADD', KEYS[3], ARGV[4])
        redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
        redis.call('DEL', KEYS[1])
        return 1
        """)

    /// KEYS: claim. ARGV: token.
    static let releaseClaim = RedisScript(
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0")

    private static let telling =
        """
        redis.call('SET', KEYS[1], ARGV[1], 'NX')
        local generation = string.format('%.0f', redis.call('INCR', KEYS[1]))
        redis.call('PUBLISH', ARGV[2], generation .. ' ' .. ARGV[3])
        return generation
        """

    /// KEYS: generation, versions. ARGV: seed, channel, message, what names begin and end with; and to store
    /// a value its version, bytes and milliseconds to live.
    static let change = RedisScript(
        """
        for _, version in ipairs(redis.call('SMEMBERS', KEYS[2])) do
          local place = version .. ARGV[5]
          redis.call('UNLINK', ARGV[4] .. 'v:' .. place, ARGV[4] .. 'c:' .. place)
        end
        if ARGV[6] then
          redis.call('SADD', KEYS[2], ARGV[6])
          redis.call('SET', ARGV[4] .. 'v:' .. ARGV[6] .. ARGV[5], ARGV[7], 'PX', ARGV[8])
        end

        """ + telling)

    /// KEYS: generation. ARGV: seed, channel, message.
    static let announce = RedisScript(telling)
}
