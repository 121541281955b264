extension CheckedStore {
    package func observeEvents(_ observer: any EventObserver) {
        base.observeEvents(observer)
    }
}
