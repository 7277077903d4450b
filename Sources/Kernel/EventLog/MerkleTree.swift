import Crypto

/// The root over a sequence of leaves, found in one pass and with memory for its height only. Leaves and nodes are
/// hashed apart, as in Certificate Transparency (RFC 6962, section 2.1).
struct MerkleTree {
    private var subtrees: [(hash: [UInt8], leaves: Int)] = []
    private(set) var leafCount = 0

    mutating func add(_ leaf: [UInt8]) {
        leafCount += 1
        subtrees.append((Self.hash(0, leaf), 1))
        while subtrees.count > 1, subtrees[subtrees.count - 2].leaves == subtrees[subtrees.count - 1].leaves {
            let (right, left) = (subtrees.removeLast(), subtrees.removeLast())
            subtrees.append((Self.hash(1, left.hash + right.hash), left.leaves + right.leaves))
        }
    }

    var root: [UInt8] {
        guard var root = subtrees.last?.hash else { return Array(SHA256.hash(data: [UInt8]())) }
        for subtree in subtrees.dropLast().reversed() { root = Self.hash(1, subtree.hash + root) }
        return root
    }

    private static func hash(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [kind])
        hash.update(data: bytes)
        return Array(hash.finalize())
    }
}
