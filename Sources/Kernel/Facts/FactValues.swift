package import Core

/// Values that have a form of their own in JSON.
extension FactReader {
    package mutating func moment() throws(FactUnreadable) -> Instant {
        let (start, end, _) = try stringBounds()
        if let moment = canonicalMoment(from: start, to: end) { return moment }
        guard let moment = Instant(String(decoding: bytes[start..<end], as: UTF8.self)) else {
            throw stop(.badValue("moment"))
        }
        return moment
    }

    /// The form in which `FactWriter` writes it, read without a detour: most facts have one.
    private func canonicalMoment(from start: Int, to end: Int) -> Instant? {
        guard end - start == 24, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            bytes[start + 10] == UInt8(ascii: "T"), bytes[start + 13] == UInt8(ascii: ":"),
            bytes[start + 16] == UInt8(ascii: ":"), bytes[start + 19] == UInt8(ascii: "."),
            bytes[start + 23] == UInt8(ascii: "Z"),
            let year = number(start, 4), let month = number(start + 5, 2), let day = number(start + 8, 2),
            let hour = number(start + 11, 2), hour < 24, let minute = number(start + 14, 2), minute < 60,
            let second = number(start + 17, 2), second < 60, let thousandths = number(start + 20, 3),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let seconds = ((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second
        return Instant(milliseconds: Int64(seconds) * 1000 + Int64(thousandths))
    }

    private func number(_ start: Int, _ count: Int) -> Int? {
        var value = 0
        for place in start..<start + count {
            guard (0x30...0x39).contains(bytes[place]) else { return nil }
            value = value * 10 + Int(bytes[place] - 0x30)
        }
        return value
    }

    package mutating func day() throws(FactUnreadable) -> CivilDate {
        let text = try text()
        guard let day = CivilDate(text) else { throw stop(.badValue("day")) }
        return day
    }

    package mutating func id<Entity>(of entity: Entity.Type) throws(FactUnreadable) -> ID<Entity> {
        let text = try text()
        guard let id = ID<Entity>(text) else { throw stop(.badValue("id")) }
        return id
    }

    package mutating func texts() throws(FactUnreadable) -> [String] {
        var texts: [String] = []
        try beginArray()
        while try nextItem() { texts.append(try text()) }
        return texts
    }

    package mutating func sealed() throws(FactUnreadable) -> Sealed {
        var (person, bytes): (String?, [UInt8]?)
        try beginObject()
        while let name = try nextMember() {
            switch name {
            case "person": person = try text()
            case "sealed":
                let text = try text()
                guard let decoded = Base64.bytes(text) else { throw stop(.badValue("sealed")) }
                bytes = decoded
            default: try skip()
            }
        }
        return Sealed(person: try required(person, "person"), bytes: try required(bytes, "sealed"))
    }
}
