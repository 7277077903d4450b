import Core
import Foundation
import Keys
import LuxTesting
import Persistence
import Testing

@Suite struct `The master key` {
    @Test func `is made at the first start and not again`() async throws {
        try await withPlace { place in
            _ = try await place.ring()
            let key = try #require(try place.file.read())
            _ = try await place.ring()
            #expect(try place.file.read() == key)
        }
    }

    @Test func `is missed when it is gone, and never replaced in silence`() async throws {
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            let key = try #require(try place.file.read())
            let aside = place.folder + "/aside"
            try FileManager.default.moveItem(atPath: place.file.path, toPath: aside)
            let lost = await #expect(throws: KeysRefused.self) { try await place.ring() }
            #expect(lost == .lost(file: place.file.path, fingerprint: key.fingerprint))
            #expect(lost?.description.contains(place.file.path) == true && lost?.remedy.isEmpty == false)
            #expect(try place.file.read() == nil)
            let other = try place.file.make()
            await #expect(
                throws: KeysRefused.otherKey(
                    file: place.file.path, found: other.fingerprint, wanted: key.fingerprint)
            ) { try await place.ring() }
            try FileManager.default.removeItem(atPath: place.file.path)
            try FileManager.default.moveItem(atPath: aside, toPath: place.file.path)
            #expect(try await place.ring().open(sealed, of: ana, on: place.database).text == "Ana")
        }
    }

    @Test func `may be another one as long as nothing was wrapped`() async throws {
        try await withPlace { place in
            _ = try await place.ring()
            try FileManager.default.removeItem(atPath: place.file.path)
            let ring = try await place.ring()
            let sealed = try await ring.seal("Ana", of: person(1), on: place.database)
            #expect(try await place.ring().open(sealed, of: person(1), on: place.database).text == "Ana")
        }
    }

    @Test func `is rotated while another process goes on`() async throws {
        try await withPlace { place in
            let (running, rotation) = (try await place.ring(), MasterKeyRotation(place.file))
            let tenants = (0..<250).map { TenantID("tenant-\($0)") }
            var sealed: [[UInt8]] = []
            for tenant in tenants {
                sealed.append(
                    try await running.seal(tenant.text, of: person(1), in: tenant, on: place.database))
            }
            let (old, new) = try rotation.prepare()
            let between = TenantID("between")
            sealed.append(try await running.seal("between", of: person(1), in: between, on: place.database))
            try await MasterKeyRotation.rewrap(from: old, to: new, on: place.database, at: moment)
            let during = TenantID("during")
            sealed.append(try await running.seal("during", of: person(1), in: during, on: place.database))
            try rotation.adopt()
            #expect(try place.file.read() == new)
            for ring in [running, try await place.ring()] {
                for (tenant, sealed) in zip(tenants + [between, during], sealed) {
                    let opened = try await ring.open(sealed, of: person(1), in: tenant, on: place.database)
                    #expect(opened.text == tenant.text)
                }
            }
            let masters = try await place.database.read(.everyTenant) { session in
                try session.rows("SELECT DISTINCT master FROM keys_tenants WHERE tenant_id >= ''").map {
                    try $0[0] as String
                }
            }
            #expect(masters == [new.fingerprint])
        }
    }

    @Test(arguments: 0..<3)
    func `is rotated to the end after each cut`(stepsDone: Int) async throws {
        try await withPlace { place in
            let (ring, rotation) = (try await place.ring(), MasterKeyRotation(place.file))
            let sealed = try await ring.seal("Ana", of: person(1), on: place.database)
            if stepsDone > 0 { _ = try rotation.prepare() }
            if stepsDone > 1 {
                let (old, new) = try rotation.prepare()
                try await MasterKeyRotation.rewrap(from: old, to: new, on: place.database, at: moment)
            }
            // A start in the middle works with both.
            #expect(try await place.ring().open(sealed, of: person(1), on: place.database).text == "Ana")
            try await rotation.run(on: place.database, at: moment)
            #expect(try place.file.next.read() == nil)
            #expect(try await place.ring().open(sealed, of: person(1), on: place.database).text == "Ana")
        }
    }
}
