extension CheckedStore {
    package func observeGroupChanges(_ observer: any GroupChangeObserver) {
        base.observeGroupChanges(observer)
    }
}
