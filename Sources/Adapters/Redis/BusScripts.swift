/// What the bus does in Redis in one step. A group's messages are a stream of its own, read by the consumer
/// group `lux`; what is acknowledged is deleted, so that a stream's length is what its group has yet to do.
extension RedisScript {
    /// All that the bus calls.
    static let ofBus = [busPublish, busDeclare, busTake, busBury, busLeave, busDead, busRevive]

    /// All messages or none. KEYS: groups. ARGV: what names begin with, messages that a group may have, and
    /// seven words for each message. Answers the places of messages that no group wants.
    static let busPublish = RedisScript(
        """
        local function words(text)
          local found = {}
          for word in string.gmatch(text, '[^.]+') do found[#found + 1] = word end
          return found
        end
        -- Goes back to the last # only, so the time is at most words of the pattern by words of the topic.
        local function matches(pattern, topic)
          local part, place, retry_part, retry_place = 1, 1, nil, nil
          while place <= #topic do
            if pattern[part] == '#' then
              part = part + 1
              retry_part, retry_place = part, place
            elseif pattern[part] and (pattern[part] == '*' or pattern[part] == topic[place]) then
              part, place = part + 1, place + 1
            elseif retry_part then
              retry_place = retry_place + 1
              part, place = retry_part, retry_place
            else
              return false
            end
          end
          while pattern[part] == '#' do part = part + 1 end
          return part > #pattern
        end
        local groups, all = {}, redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
          local patterns = {}
          for pattern in string.gmatch(all[i + 1], '%S+') do patterns[#patterns + 1] = words(pattern) end
          groups[all[i]] = patterns
        end
        local function wanting(topic)
          local found, text = {}, words(topic)
          for name, patterns in pairs(groups) do
            for _, pattern in ipairs(patterns) do
              if matches(pattern, text) then
                found[#found + 1] = name
                break
              end
            end
          end
          return found
        end
        local wanted, coming, unwanted = {}, {}, {}
        for place = 3, #ARGV, 7 do
          local topic = ARGV[place + 1]
          wanted[topic] = wanted[topic] or wanting(topic)
          for _, name in ipairs(wanted[topic]) do coming[name] = (coming[name] or 0) + 1 end
          if #wanted[topic] == 0 then unwanted[#unwanted + 1] = (place - 3) / 7 end
        end
        for name, count in pairs(coming) do
          local there = redis.call('XLEN', ARGV[1] .. 'group:' .. name)
          if there + count > tonumber(ARGV[2]) then
            return redis.error_reply('LUXFULL ' .. there .. ' messages wait for ' .. name)
          end
        end
        for place = 3, #ARGV, 7 do
          for _, name in ipairs(wanted[ARGV[place + 1]]) do
            redis.call('XADD', ARGV[1] .. 'group:' .. name, '*', 'id', ARGV[place], 'topic', ARGV[place + 1],
              'type', ARGV[place + 2], 'tenant', ARGV[place + 3], 'trace', ARGV[place + 4],
              'at', ARGV[place + 5], 'body', ARGV[place + 6])
          end
        end
        for name in pairs(coming) do redis.call('PUBLISH', ARGV[1] .. 'wake:' .. name, '') end
        return unwanted
        """)

    /// KEYS: groups, stream. ARGV: group, its patterns with spaces between.
    static let busDeclare = RedisScript(
        """
        local made = redis.pcall('XGROUP', 'CREATE', KEYS[2], 'lux', '0', 'MKSTREAM')
        if made.err and not string.find(made.err, 'BUSYGROUP') then return made end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """)

    /// Lends messages: first what consumers left that are gone, then what is new. KEYS: stream. ARGV: consumer,
    /// count, milliseconds after which a consumer that does not stir is gone, where to go on looking for what
    /// they left (or nothing, not to look), bytes to stop at. Answers where to look next, and for each message
    /// its name in the stream, the number of the delivery and its words.
    static let busTake = RedisScript(
        """
        local found, bytes, cursor = {}, 0, ARGV[4]
        local count, bytes_max = tonumber(ARGV[2]), tonumber(ARGV[5])
        local function lend(entry, number)
          found[#found + 1] = {entry[1], number, entry[2]}
          for i = 2, #entry[2], 2 do bytes = bytes + #entry[2][i] end
        end
        local looks = cursor ~= '' and count or 0
        while looks > 0 and #found < count and bytes < bytes_max do
          local left = redis.call('XAUTOCLAIM', KEYS[1], 'lux', ARGV[1], ARGV[3], cursor, 'COUNT', 1)
          for _, entry in ipairs(left[2]) do
            lend(entry, redis.call('XPENDING', KEYS[1], 'lux', entry[1], entry[1], 1)[1][4])
          end
          cursor, looks = left[1], looks - 1
          if cursor == '0-0' then looks = 0 end
        end
        while #found < count and bytes < bytes_max do
          local new = redis.call('XREADGROUP', 'GROUP', 'lux', ARGV[1], 'COUNT', 1, 'STREAMS', KEYS[1], '>')
          if not new then break end
          lend(new[1][2][1], 1)
        end
        return {cursor, found}
        """)

    /// Puts a message among the dead letters. KEYS: stream, dead letters. ARGV: its name in the stream, reason,
    /// `1` if it is no message, dead letters kept.
    static let busBury = RedisScript(
        """
        if redis.call('XACK', KEYS[1], 'lux', ARGV[1]) == 0 then return 0 end
        local entry = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
        if not entry then return 0 end
        local words = {'reason', ARGV[2], 'unreadable', ARGV[3]}
        for _, word in ipairs(entry[2]) do words[#words + 1] = word end
        redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', unpack(words))
        redis.call('XDEL', KEYS[1], ARGV[1])
        return 1
        """)

    /// Gives back what a consumer has, so that the next who asks is lent it at once; it then counts as not
    /// delivered. KEYS: stream. ARGV: consumer, milliseconds as for `busTake`, channel.
    static let busLeave = RedisScript(
        """
        local function lent()
          return redis.call('XPENDING', KEYS[1], 'lux', '-', '+', 100, ARGV[1])
        end
        local pending = lent()
        while #pending > 0 do
          for _, one in ipairs(pending) do
            redis.call('XCLAIM', KEYS[1], 'lux', 'left', 0, one[1], 'IDLE', ARGV[2],
              'RETRYCOUNT', math.max(0, one[4] - 1), 'JUSTID')
          end
          pending = lent()
        end
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], 'lux', ARGV[1])
        redis.call('PUBLISH', ARGV[3], '')
        return 1
        """)

    /// KEYS: dead letters. ARGV: where to begin, count, bytes to stop at. Answers the entries.
    static let busDead = RedisScript(
        """
        local found, bytes, start = {}, 0, ARGV[1]
        while #found < tonumber(ARGV[2]) and bytes < tonumber(ARGV[3]) do
          local entry = redis.call('XRANGE', KEYS[1], start, '+', 'COUNT', 1)[1]
          if not entry then break end
          found[#found + 1] = entry
          start = '(' .. entry[1]
          for i = 2, #entry[2], 2 do bytes = bytes + #entry[2][i] end
        end
        return found
        """)

    /// Puts dead letters back; what is no message stays. KEYS: dead letters, stream. ARGV: where to begin,
    /// count, channel. Answers how many it moved, how many it looked at, and where to go on.
    static let busRevive = RedisScript(
        """
        local moved, seen, start = 0, 0, ARGV[1]
        while seen < tonumber(ARGV[2]) do
          local entry = redis.call('XRANGE', KEYS[1], start, '+', 'COUNT', 1)[1]
          if not entry then break end
          seen, start = seen + 1, '(' .. entry[1]
          local words = entry[2]
          if words[1] == 'reason' and words[3] == 'unreadable' and words[4] == '0' then
            redis.call('XADD', KEYS[2], '*', unpack(words, 5))
            redis.call('XDEL', KEYS[1], entry[1])
            moved = moved + 1
          end
        end
        if moved > 0 then redis.call('PUBLISH', ARGV[3], '') end
        return {moved, seen, start}
        """)
}
