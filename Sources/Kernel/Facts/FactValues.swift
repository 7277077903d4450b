package import Core

/// Values that have a form of their own in JSON.
extension FactReader {
    package mutating func moment() throws(FactUnreadable) -> Instant {
        let text = try text()
        guard let moment = Instant(text) else { throw stop(.badValue("moment")) }
        return moment
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
