/// Runs transactions that only read.
package enum Reading {
    /// Runs a transaction on tables that show one state of the store.
    ///
    /// - Parameter answersAtOnce: as for ``WriteBatch/init(_:answersAtOnce:keepsRows:)``.
    package static func run<Value>(
        on tables: any StoreTables, answersAtOnce: Bool = true, _ body: (UnitOfWork) throws -> Value
    ) throws -> Value {
        let work = WorkState(answersAtOnce: answersAtOnce)
        let unit = UnitOfWork(tables, numbers: nil, work)
        while true {
            do {
                return try body(unit)
            } catch is RowsMissing {
                try tables.fetch(work.takeWanted())
            }
        }
    }
}
