import Core
import Crypto

/// How a key is written where others have to carry it.
enum CacheKeyText {
    static let bytesMax = 512

    /// The key itself, or the beginning of a long one, for patterns, with the digest of the whole. Two keys that
    /// differ stay two: what has a digest is longer than `bytesMax`.
    static func fitting(_ key: String) -> String {
        guard key.utf8.count > bytesMax else { return key }
        let beginning = String(decoding: key.utf8.prefix(bytesMax), as: UTF8.self)
        return beginning + Hexadecimal.text(SHA256.hash(data: Array(key.utf8)))
    }
}
