/// The forms that statements take where Citus divides the tables by bucket.
///
/// Citus sends a statement as it is to one server when it sees that all rows are of one bucket. It takes any other apart, or
/// refuses it. So a statement about rows of several buckets is sent once for each, with all of its parameters and the bucket
/// besides, and its text names that:
///
/// - Lists of rows are narrowed to those of the bucket.
/// - Where tables are joined by their buckets, each is compared with the bucket instead.
/// - Rows that are added are joined with ``CitusTables/buckets``, which have a bucket that Citus knows.
///
/// What cannot be written so stands in ``CitusForms``.
final class CitusStatements {
    /// What each new connection sets first.
    ///
    /// - Buckets are values of parameters, so that plans are made when these are known.
    /// - A transaction has one connection to each server: what it reads there is of one moment, and what it does is seen by
    ///   what follows.
    static let settings =
        ["SET plan_cache_mode = force_custom_plan"] + Planning.costs + [
            "SET citus.multi_shard_modify_mode = sequential",
            "SET citus.max_adaptive_executor_pool_size = 1",
        ]

    /// Stands for the bucket in the texts of ``CitusForms``.
    static let bucketMark = "$bucket"

    /// A text that is sent for a statement.
    private struct Form {
        let sql: String
        /// Whether it is sent for each bucket, which is its last parameter.
        let isDivided: Bool
    }

    /// By the texts of statements.
    private var forms: [String: [Form]] = [:]

    /// What is sent for a statement.
    ///
    /// - Parameter bucket: for a statement that is about one bucket, whichever.
    func statements(_ sql: String, _ parameters: [Parameter], about bucket: Int64) -> [Statement] {
        let place = parameters.firstIndex { parameter in
            if case .buckets = parameter { true } else { false }
        }
        let forms = forms(of: sql, place, parameters.count)
        guard forms.contains(where: \.isDivided) else {
            return forms.map { Statement($0.sql, parameters) }
        }
        var buckets = [bucket]
        if let place, case .buckets(let values) = parameters[place] {
            // in one order for all, as locks are taken
            buckets = Set(values).sorted()
        }
        return forms.flatMap { form in
            form.isDivided
                ? buckets.map { Statement(form.sql, parameters + [.integer($0)]) } : [Statement(form.sql, parameters)]
        }
    }

    private func forms(of sql: String, _ place: Int?, _ count: Int) -> [Form] {
        if let known = forms[sql] {
            return known
        }
        let new = (CitusForms.texts[sql] ?? [sql]).map { text in
            let divided = Self.divide(text, bucketsAt: place, parameterCount: count)
            assert(divided != nil || !text.contains(/\bAS \w+ \(bucket\b/), "a list of rows is not divided: \(sql)")
            return Form(sql: divided ?? text, isDivided: divided != nil)
        }
        assert(place == nil || new.contains(where: \.isDivided), "rows of several buckets are not divided: \(sql)")
        forms[sql] = new
        return new
    }

    // MARK: Texts

    /// The text of a statement for one bucket, which is the parameter behind its own.
    ///
    /// - Parameter place: of the parameter that holds the buckets of the rows, from 0.
    /// - Returns: `nil` for a statement that is not about rows of several buckets.
    static func divide(_ sql: String, bucketsAt place: Int?, parameterCount: Int) -> String? {
        let bucket = "$\(parameterCount + 1)"
        if sql.contains(bucketMark) {
            return sql.replacing(bucketMark, with: bucket)
        }
        guard let place, let list = RowList(in: sql, bucketsAt: "$\(place + 1)::bigint[]") else {
            return nil
        }
        return list.text(for: bucket).replacing(/= \w+\.bucket\b/, with: "= \(bucket)")
    }

    /// A list of rows in a statement: arrays that are read side by side, one of which holds buckets.
    private struct RowList {
        private let before: Substring
        private let arrays: Substring
        private let ordinality: Substring
        private let name: Substring
        private let columns: [Substring]
        private let bucketColumn: Substring
        private let after: Substring

        /// - Parameter array: the one that holds the buckets.
        init?(in sql: String, bucketsAt array: String) {
            let pattern =
                /unnest\((?<arrays>[^()]*)\)(?<ordinality> *\n? *WITH ORDINALITY)?(?:\s+AS (?<name>\w+) \((?<columns>[^()]*)\))?/
            guard let match = sql.matches(of: pattern).first(where: { $0.arrays.contains(array) }) else {
                return nil
            }
            before = sql[..<match.range.lowerBound]
            after = sql[match.range.upperBound...]
            arrays = match.arrays
            ordinality = match.ordinality ?? ""
            let added = Self.addedColumns(before)
            name = match.name ?? "new"
            columns = match.columns.map(Self.parts) ?? added
            guard let place = Self.parts(arrays).firstIndex(where: { $0 == array }), place < columns.count else {
                return nil
            }
            bucketColumn = columns[place]
        }

        /// The statement, with the rows of one bucket only.
        func text(for bucket: String) -> String {
            let list = """
                (SELECT * FROM unnest(\(arrays))\(ordinality) AS \(name) (\(columns.joined(separator: ", ")))
                WHERE \(bucketColumn) = \(bucket)) AS \(name)
                """
            let all = "* FROM "
            guard before.hasPrefix("INSERT"), before.hasSuffix(all) else {
                return before + list + after
            }
            let values = columns.map { $0 == bucketColumn ? "buckets.\($0)" : "\(name).\($0)" }
            return before.dropLast(all.count) + values.joined(separator: ", ") + " FROM buckets JOIN " + list
                + " ON buckets.bucket = \(bucket)" + after
        }

        /// The columns that an INSERT fills from a list: all but those of the values before it.
        private static func addedColumns(_ before: Substring) -> [Substring] {
            guard
                let match = before.firstMatch(
                    of: /INSERT INTO \w+ \((?<columns>[^()]*)\)\s+SELECT (?<values>[^*]*)\* FROM $/)
            else {
                return []
            }
            return Array(
                parts(match.columns).dropFirst(
                    match.values.split(separator: ",").count { !$0.allSatisfy(\.isWhitespace) }))
        }

        private static func parts(_ list: Substring) -> [Substring] {
            list.split(separator: ",").map { part in
                part.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
            }
        }
    }
}
