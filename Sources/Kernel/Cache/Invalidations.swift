import Core
import Synchronization

/// How processes tell each other what is no longer true.
extension TieredCache {
    func tell(_ invalidation: Invalidation) async {
        guard let shared else { return }
        do {
            try await shared.invalidate(invalidation)
        } catch {
            count { $0.fallbacks += 1 }
            keepUntold(invalidation)
        }
    }

    /// Remembers what the shared tier and the others have yet to be told.
    func keepUntold(_ invalidation: Invalidation) {
        guard shared != nil else { return }
        state.withLock { state in
            let isFull = state.untold.count >= CachePolicy.untoldMax
            if isFull { state.untold = [] }
            state.lastUntold += 1
            state.untold.append(
                (state.lastUntold, isFull ? self.invalidation(.everything) : invalidation))
        }
        reminders.entry.yield()
    }

    func tellLater() async {
        for await _ in reminders.rings {
            while !Task.isCancelled, await !tellUntold() { try? await sleep(CachePolicy.lookMax) }
        }
    }

    /// True when nothing is left to be told. Until then the shared tier must not be read: it may hold what
    /// this process knows to be wrong.
    func tellUntold() async -> Bool {
        guard let shared else { return false }
        while let next = state.withLock({ $0.untold.first }) {
            do {
                try await shared.invalidate(next.invalidation)
            } catch {
                return false
            }
            state.withLock { state in
                if state.untold.first?.number == next.number { state.untold.removeFirst() }
            }
        }
        return true
    }

    func listen() async {
        guard let shared else { return }
        for await notice in shared.notices(in: policy.namespace) {
            switch notice {
            case .listening: await catchUp(shared)
            case .deaf: count { $0.isListening = false }
            case .invalidated(let invalidation, let generation): hear(invalidation, generation)
            }
        }
    }

    /// Empties this process's tier if anything was invalidated while nothing was heard.
    private func catchUp(_ shared: any SharedCache) async {
        while !Task.isCancelled {
            if await tellUntold(), let now = try? await shared.generation(of: policy.namespace) {
                let isComplete = state.withLock { state in
                    defer { (state.heard, state.counts.isListening) = (now, true) }
                    state.counts.listens += 1
                    return state.heard == now
                }
                if !isComplete { empty() }
                return
            }
            try? await sleep(CachePolicy.lookMax)
        }
    }

    private func hear(_ invalidation: Invalidation, _ generation: Int64) {
        let isNext = state.withLock { state in
            defer { state.heard = generation }
            // One that was heard of by its number already, in `catchUp`, does no harm.
            return state.heard.map { generation <= $0 + 1 } ?? false
        }
        guard isNext else { return empty() }
        guard invalidation.origin != origin else { return }
        switch invalidation.reach {
        case .key(let key, let tenant): memory.invalidate(local(key, tenant))
        case .matching(let pattern, let tenant): memory.invalidate(matching: localGlob(pattern, tenant))
        case .everything: memory.invalidateAll()
        }
    }

    private func empty() {
        memory.invalidateAll()
        count { $0.emptied += 1 }
    }
}
