extension CheckedStore {
    package func meetNodes(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] {
        do {
            return try await base.meetNodes(telling: demands)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func tellNodes(_ message: String) {
        base.tellNodes(message)
    }

    package func observeNodeMessages(_ observer: any NodeMessageObserver) {
        base.observeNodeMessages(observer)
    }

    package func leaveNodes() async throws(StoreError) {
        do {
            try await base.leaveNodes()
        } catch {
            throw checked(error, declared: [])
        }
    }
}
