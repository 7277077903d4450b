import Core
import EventLog
import Facts
import Machine

/// A fact of a few members.
struct Happened: Fact {
    static let kind: FactKind = "bench.happened"
    static let version = 1

    let number: Int64
    let amount: Int64
    let text: String

    init(number: Int) {
        (self.number, amount, text) = (Int64(number), Int64(number % 1_000), "something happened")
    }

    func write(to object: inout FactWriter) {
        object.member("number", number)
        object.member("amount", amount)
        object.member("text", text)
    }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var (number, amount, text): (Int64?, Int64?, String?)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "number": number = try reader.whole()
            case "amount": amount = try reader.whole()
            case "text": text = try reader.text()
            default: try reader.skip()
            }
        }
        self.number = try reader.required(number, "number")
        self.amount = try reader.required(amount, "amount")
        self.text = try reader.required(text, "text")
    }
}

extension EventLog {
    static let ofMachine = EventLog(
        .init(
            clock: .machine,
            makeID: { moment in
                var random = SystemRandomNumberGenerator()
                return ID.make(at: moment, random: &random)
            }))
}
