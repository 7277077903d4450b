import Disk
import LuxTesting
import Testing

@Suite struct `The lock of a file` {
    @Test(arguments: [false, true])
    func `is free when its holder lets go, though a program that starts has a copy`(_ waits: Bool)
        async throws
    {
        try await withTemporaryFolder { folder in
            let path = folder + "/turn"
            var holder = try DiskFile.open(path, for: .changing)
            if waits { try holder?.lock() } else { #expect(holder?.lockIfFree() == true) }
            let copies = DescriptorCopies(of: path)
            #expect(copies.count == 1)
            let next = try #require(try DiskFile.open(path, for: .reading))
            #expect(!next.lockIfFree())
            withExtendedLifetime(holder) {}
            holder = nil
            #expect(next.lockIfFree())
            withExtendedLifetime(copies) {}
        }
    }

    @Test func `stays with its holder when another opening that never had it is closed`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/turn"
            let holder = try #require(try DiskFile.open(path, for: .changing))
            try holder.lock()
            for _ in 0..<2 {
                let other = try #require(try DiskFile.open(path, for: .reading))
                #expect(!other.lockIfFree())
            }
            withExtendedLifetime(holder) {}
        }
    }
}
