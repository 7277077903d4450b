import Core
import Facts

/// A model came into the registry. Stream `model/TASK.LANGUAGE`, as all facts about models.
struct ModelRegistered: Fact {
    static let kind: FactKind = "model.registered"
    static let version = 1

    let model: String
    let number: Int64
    let dataFingerprint: String

    func write(to object: inout FactWriter) {
        object.member("model", model)
        object.member("version", number)
        object.member("data_fingerprint", dataFingerprint)
    }

    init(_ model: RegisteredModel) {
        (self.model, number) = (model.id.text, Int64(model.version))
        dataFingerprint = model.card.dataFingerprint
    }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var (model, number, fingerprint): (String?, Int64?, String?)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "model": model = try reader.text()
            case "version": number = try reader.whole()
            case "data_fingerprint": fingerprint = try reader.text()
            default: try reader.skip()
            }
        }
        self.model = try reader.required(model, "model")
        self.number = try reader.required(number, "version")
        dataFingerprint = try reader.required(fingerprint, "data_fingerprint")
    }
}

/// Another model answers from now on.
struct ModelPromoted: Fact {
    static let kind: FactKind = "model.promoted"
    static let version = 1

    let model: String
    let previous: String?
    let cause: String
    let reason: String?

    func write(to object: inout FactWriter) {
        object.member("model", model)
        if let previous { object.member("previous", previous) }
        object.member("cause", cause)
        if let reason { object.member("reason", reason) }
    }

    init(_ promotion: Promotion) {
        (model, previous) = (promotion.model.text, promotion.previous?.text)
        (cause, reason) = (promotion.cause.rawValue, promotion.reason)
    }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var (model, previous, cause, reason): (String?, String?, String?, String?)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "model": model = try reader.text()
            case "previous": previous = try reader.text()
            case "cause": cause = try reader.text()
            case "reason": reason = try reader.text()
            default: try reader.skip()
            }
        }
        self.model = try reader.required(model, "model")
        self.cause = try reader.required(cause, "cause")
        (self.previous, self.reason) = (previous, reason)
    }
}
