import Core
package import Facts
package import Keys

/// Seals and opens the personal fields of a stream's events within one transaction. What is sealed with a person's
/// key cannot be read by anyone once that key is destroyed; the events, their links and seals stay as they are.
package struct PersonalFields {
    private let keys: TenantKeys
    private let stream: StreamName

    package init(of stream: StreamName, _ keys: TenantKeys) {
        (self.stream, self.keys) = (stream, keys)
    }

    /// - Parameter field: the member's name; a sealed value opens only under the name and stream it was sealed for
    /// - Throws: `Erased` for a person who was erased
    package func seal(_ text: String, of person: PersonID, as field: StaticString) throws -> Sealed {
        let bytes = try keys.key(for: person).seal(Array(text.utf8), for: place(field))
        return Sealed(person: person.text, bytes: bytes)
    }

    package func open(_ sealed: Sealed, as field: StaticString) throws -> PersonalText {
        guard let person = PersonID(sealed.person) else { throw FactUnreadable(.badValue("person"), at: 0) }
        switch try keys.open(sealed.bytes, of: person, for: place(field)) {
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw FactUnreadable(.notUTF8, at: 0)
            }
            return .text(text)
        case .erased(let erased): return .erased(erased)
        case .keyMissing: return .keyMissing
        }
    }

    private func place(_ field: StaticString) -> SealContext {
        SealContext("event", stream.text, field.description)
    }
}

/// A personal field as a reader finds it.
package enum PersonalText: Hashable, Sendable {
    case text(String)
    case erased(Erased)
    /// The person has no key, and none was destroyed: the keys are from another time than the events.
    case keyMissing
}
