// swift-tools-version: 6.2
import PackageDescription

/// Warnings fail the build in CI only, so that a newer toolchain never keeps a user from building.
let isCI = Context.environment["CI"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (isCI ? [.treatAllWarnings(as: .error)] : [])

/// What the scripts tell a build of itself, for `qun version`.
///
/// It is compiled into a file of C, so that a new commit compiles nothing else again.
let build: [CSetting] = ["QUN_BUILD_COMMIT", "QUN_BUILD_SWIFT"].compactMap { name in
    guard let value = Context.environment[name], !value.isEmpty,
        value.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-.+".contains($0)) })
    else {
        return nil
    }
    return .define(name, to: "\"\(value)\"")
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "qun",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "qun", targets: ["qun"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CBuild", cSettings: build),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Files", dependencies: [system], swiftSettings: settings),
        .target(name: "Digests", dependencies: ["CLibCrypto"], swiftSettings: settings),
        .target(name: "Wire", swiftSettings: settings),
        .target(name: "Certificates", dependencies: ["CLibCrypto", "Wire"], swiftSettings: settings),
        .target(name: "UserSig", dependencies: ["CZlib", "Digests", "Wire"], swiftSettings: settings),
        .target(name: "Traces", dependencies: [tracing], swiftSettings: settings),
        .target(name: "Groups", dependencies: ["Wire"], swiftSettings: settings),
        .target(name: "Presence", dependencies: ["Wire"], swiftSettings: settings),
        .target(name: "Health", dependencies: ["Wire"], swiftSettings: settings),
        .target(name: "Faults", dependencies: ["Wire"], swiftSettings: settings),
        .target(name: "Storage", dependencies: ["Wire", "Groups", "Traces"], swiftSettings: settings),
        .target(name: "StoreTransactions", dependencies: ["Wire", "Groups", "Storage"], swiftSettings: settings),
        .target(name: "StoreCopy", dependencies: ["Digests"], swiftSettings: settings),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "Files", "Wire", "Groups", "Storage", "StoreTransactions", "StoreCopy", "Traces", logging, system,
            ]
                + grdb,
            swiftSettings: settings),
        .target(
            name: "PostgresStore",
            dependencies: ["CLibPQ", "Wire", "Groups", "Storage", "StoreTransactions", "StoreCopy", "Traces", logging],
            swiftSettings: settings),
        .target(
            name: "AppSnapshots",
            dependencies: ["Digests", "Wire", "Groups", "Storage", "StoreCopy", system], swiftSettings: settings),
        .target(name: "Apps", dependencies: ["Wire", "Groups", "Storage"], swiftSettings: settings),
        .target(
            name: "StorageConformance",
            dependencies: ["Wire", "Groups", "Storage"],
            swiftSettings: settings),
        .target(
            name: "Commands",
            dependencies: [
                "Digests", "Wire", "Groups", "Presence", "Storage", "Apps", "Traces", metrics, tracing,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(
            name: "Webhooks",
            dependencies: [
                "Digests", "Wire", "Faults", "Groups", "Storage", "Apps", "Commands", "Traces", logging, metrics,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .target(
            name: "Gateway",
            dependencies: ["Wire", "Apps", "Commands", "Faults", "Health", "UserSig", logging, metrics, lifecycle]
                + nio,
            swiftSettings: settings),
        .target(
            name: "Figures", dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: settings),
        .target(name: "ConsolePages", resources: [.embedInCode("Pages")], swiftSettings: settings),
        .target(
            name: "Control",
            dependencies: [
                "AppSnapshots", "Apps", "Commands", "ConsolePages", "Faults", "Figures", "Groups", "Health", "Storage",
                "StoreCopy", "UserSig", "Webhooks", "Wire", logging, metrics, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "qun",
            dependencies: [
                "Files", "Wire", "Groups", "Presence", "Health", "Storage", "StoreCopy", "AppSnapshots", "SQLiteStore",
                "PostgresStore", "Digests", "UserSig", "Apps", "Certificates", "Commands", "Control", "Faults",
                "Figures",
                "Gateway", "Webhooks", "CBuild",
                .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                logging, lifecycle, metrics, system, tracing,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "BareDeliveries",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Benchmarks/BareDeliveries", swiftSettings: settings),
        .target(name: "TestSupport", dependencies: [logging], path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "TableCases", dependencies: ["Groups", "Storage", "StoreTransactions", "Wire"],
            path: "Tests/TableCases",
            swiftSettings: settings),
        .target(
            name: "SampleCalls", dependencies: ["Groups", "Storage", "Wire"], path: "Tests/SampleCalls",
            swiftSettings: settings),
        .target(
            name: "RulesModel",
            dependencies: [
                "Apps", "Commands", "Storage", "TestSupport", "Groups", "Presence", "Wire", metrics,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/RulesModel", swiftSettings: settings),
        .testTarget(
            name: "WireTests", dependencies: ["Wire", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "TracesTests", dependencies: ["Traces", tracing, inMemoryTracing], swiftSettings: settings),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: settings),
        .testTarget(
            name: "CertificatesTests",
            dependencies: ["Certificates", "Wire", .product(name: "NIOSSL", package: "swift-nio-ssl")],
            swiftSettings: settings),
        .testTarget(
            name: "UserSigTests", dependencies: ["UserSig", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "GroupsTests", dependencies: ["Groups", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "PresenceTests", dependencies: ["Presence", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "HealthTests", dependencies: ["Health", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "FaultsTests", dependencies: ["Faults", "TestSupport", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "Groups", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "WebhooksTests",
            dependencies: [
                "Webhooks", "Apps", "Commands", "Faults", "Groups", "Storage", "SQLiteStore", "TestSupport", "Traces",
                "Wire",
                logging, metrics, tracing, inMemoryTracing,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AppsTests", dependencies: ["Apps", "Groups", "Storage", "Wire"], swiftSettings: settings),
        .testTarget(
            name: "StoreTransactionsTests",
            dependencies: [
                "StoreTransactions", "StorageConformance", "Storage", "SampleCalls", "Groups", "Wire",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: [
                "SQLiteStore", "StorageConformance", "StoreCopy", "StoreTransactions", "Storage", "TableCases",
                "TestSupport",
                "Groups", "Wire",
                logging,
            ] + grdb,
            swiftSettings: settings),
        .testTarget(
            name: "AppSnapshotsTests",
            dependencies: [
                "AppSnapshots", "SQLiteStore", "StorageConformance", "StoreCopy", "Storage", "TestSupport", "Groups",
                "Wire",
                logging, system,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PostgresStoreTests",
            dependencies: [
                "PostgresStore", "SQLiteStore", "AppSnapshots", "Digests", "StorageConformance", "StoreCopy",
                "StoreTransactions",
                "Storage", "RulesModel", "SampleCalls", "TableCases", "TestSupport", "Groups", "Wire", logging,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Apps", "Commands", "SQLiteStore", "Storage", "Groups", "Presence", "Wire", metrics, tracing,
                inMemoryTracing,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ModelTests", dependencies: ["RulesModel", "SQLiteStore", "Storage"], swiftSettings: settings),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway", "Apps", "Commands", "Faults", "Health", "Presence", "SQLiteStore", "Storage", "TestSupport",
                "Groups", "UserSig", "Wire", "Certificates", logging, metrics,
                lifecycle,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + nio,
            swiftSettings: settings),
        .testTarget(
            name: "FiguresTests",
            dependencies: ["Figures", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: settings),
        .testTarget(
            name: "ControlTests",
            dependencies: [
                "Control", "Figures", "Health", "TestSupport", "Wire", logging, metrics, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "QunTests",
            dependencies: [
                "qun", "Apps", "Commands", "Control", "Figures", "Gateway", "Presence", "SQLiteStore", "Storage",
                "TestSupport",
                "Groups",
                "Certificates", "Webhooks", "Wire",
                logging,
                lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
