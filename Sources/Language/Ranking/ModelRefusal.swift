/// Why a text is not a model that this build can use.
public enum ModelRefusal: Error, Equatable, Sendable {
    /// It does not begin as a model does.
    case notAModel
    case tooLarge(bytes: Int, limit: Int)
    /// Written by a newer build, in a format this one does not know.
    case newer(format: Int, known: Int)
    /// Its last line is missing.
    case truncated
    /// Its bytes are not those that were written.
    case damaged
    /// Looks at something this build cannot see.
    case unknownFeature(String)
    /// A number that is no number, or infinite.
    case notFinite(line: Int)
    /// A line that does not say what its place asks for; counted from 1.
    case malformed(line: Int, expected: String)
}

/// Why a model cannot note figures: it could not be read back.
public enum MetricRefusal: Error, Equatable, Sendable {
    case tooMany(count: Int, limit: Int)
    case tooLong(name: String, bytes: Int, limit: Int)
    case notFinite(name: String)
    /// The model with them would be longer than `ModelLimits.bytes`.
    case modelTooLarge(bytes: Int, limit: Int)
}

/// Every bound of a model's file.
public enum ModelLimits {
    /// The bytes of a written model.
    public static let bytes = 200_000
    /// The figures a model notes.
    public static let metrics = 50
    /// The bytes of a metric's name and set, together.
    public static let metricBytes = 300
}
