extension TextClassifier {
    private static let magic = Array("LXTC".utf8)
    private static let format = 1

    /// Whether a file begins as a classifier's does.
    package static func begins(_ file: [UInt8]) -> Bool { file.starts(with: magic) }

    /// "LXTC", format, language, labels, training (texts, fingerprint, licence), figures (set, texts, right), features
    /// (key, rarity, scale, a weight for each label), checksum; numbers with the least byte first.
    public func encoded() -> [UInt8] {
        var bytes = SealedWriter(magic: Self.magic, format: Self.format)
        bytes.put(Array(language.rawValue.utf8))
        bytes.put(UInt16(labels.count))
        for label in labels { bytes.put(Array(label.utf8)) }
        bytes.put(UInt32(training.texts))
        bytes.put(Array(training.fingerprint.utf8))
        bytes.put(Array(training.licence.utf8))
        bytes.put(UInt16(figures.count))
        for figure in figures {
            bytes.put(Array(figure.set.utf8))
            bytes.put(UInt32(figure.texts))
            bytes.put(UInt32(figure.right))
        }
        bytes.put(UInt32(features.count))
        for feature in features {
            bytes.put(feature.key)
            bytes.put(feature.rarity.bitPattern)
            bytes.put(feature.scale.bitPattern)
            for weight in feature.weights { bytes.put(weight) }
        }
        return bytes.sealed()
    }

    /// Reads what `encoded` wrote. Every bound is checked before anything is made of the bytes.
    public init(decoding bytes: [UInt8]) throws(DecodingRefusal) {
        var reader = try SealedReader(
            bytes, magic: Self.magic, format: Self.format, limit: AnalysisLimits.modelBytes)
        let code = String(decoding: try reader.takeText(), as: UTF8.self)
        guard Tongue(code: code) != nil else { throw .invalid("language") }
        let labels = try Self.labels(&reader)
        let training = try Self.training(&reader)
        let figures = try Self.figures(&reader)
        let count = Int(try reader.take(UInt32.self))
        guard count <= AnalysisLimits.classifierFeatures else { throw .invalid("features") }
        var features: [ClassifierFeature] = []
        var keys: Set<[UInt8]> = []
        for _ in 0..<count {
            let feature = try Self.feature(&reader, labels: labels.count)
            guard keys.insert(feature.key).inserted else { throw .invalid("feature twice") }
            features.append(feature)
        }
        try reader.finish()
        self.init(
            language: LanguageCode(rawValue: code), labels: labels, training: training, figures: figures,
            features: features)
    }

    private static func training(_ reader: inout SealedReader) throws(DecodingRefusal) -> Training {
        let texts = Int(try reader.take(UInt32.self))
        let fingerprint = try reader.takeText()
        guard fingerprint.count == 16,
            fingerprint.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .invalid("fingerprint") }
        let bytes = try reader.takeText()
        guard bytes.count <= TrainingLimits.licenceBytes,
            let licence = String(validating: bytes, as: UTF8.self)
        else { throw .invalid("licence") }
        return Training(
            texts: texts, fingerprint: String(decoding: fingerprint, as: UTF8.self), licence: licence)
    }

    private static func figures(_ reader: inout SealedReader) throws(DecodingRefusal) -> [Figure] {
        let count = Int(try reader.take(UInt16.self))
        guard count <= AnalysisLimits.figures else { throw .invalid("figures") }
        var figures: [Figure] = []
        for _ in 0..<count {
            guard let set = String(validating: try reader.takeText(), as: UTF8.self) else {
                throw .invalid("figure")
            }
            let texts = Int(try reader.take(UInt32.self))
            let figure = Figure(set: set, texts: texts, right: Int(try reader.take(UInt32.self)))
            guard isSound(figure) else { throw .invalid("figure") }
            figures.append(figure)
        }
        return figures
    }

    private static func labels(_ reader: inout SealedReader) throws(DecodingRefusal) -> [String] {
        let count = Int(try reader.take(UInt16.self))
        guard 2...AnalysisLimits.classes ~= count else { throw .invalid("labels") }
        var labels: [String] = []
        for _ in 0..<count {
            let bytes = try reader.takeText()
            guard 1...AnalysisLimits.labelBytes ~= bytes.count,
                let label = String(validating: bytes, as: UTF8.self),
                !labels.contains(label)
            else { throw .invalid("label") }
            labels.append(label)
        }
        return labels
    }

    private static func feature(
        _ reader: inout SealedReader, labels: Int
    ) throws(DecodingRefusal) -> ClassifierFeature {
        let key = try reader.takeText()
        let rarity = Float(bitPattern: try reader.take(UInt32.self))
        let scale = Float(bitPattern: try reader.take(UInt32.self))
        // Not a number, endless or negative: a model that would answer anything.
        guard rarity.isFinite, scale.isFinite, rarity >= 0, scale >= 0, rarity < 1e4, scale < 1e4 else {
            throw .invalid("weight")
        }
        var weights: [Int16] = []
        for _ in 0..<labels { weights.append(try reader.take(Int16.self)) }
        return ClassifierFeature(key: key, rarity: rarity, scale: scale, weights: weights)
    }
}
