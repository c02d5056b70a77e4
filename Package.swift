// swift-tools-version: 6.0
// The Swift package, and all of the project that is written in Swift. It stands here since SwiftPM takes packages from the
// root of a repository; its parts are in uniffi/swift.
import Foundation
import PackageDescription

// `cargo xtask swift-library` puts the native part here, with the library for the machine that built it. On a Mac,
// `cargo xtask xcframework` puts one for all of Apple's platforms beside it, which is then taken.
let native = "uniffi/swift/Native"
let framework = "\(native)/LastPassAdminFFI.xcframework"
let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")
let library: [LinkerSetting] = [
    .unsafeFlags(["-L\(Context.packageDirectory)/\(native)"]), .linkedLibrary("lastpass_admin_uniffi"),
]

let package = Package(
    name: "lastpass-admin",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [.library(name: "LastPassAdmin", targets: ["LastPassAdmin"])],
    targets: [
        .target(
            name: "LastPassAdmin", dependencies: ["LastPassAdminNative"], path: "uniffi/swift/Sources/LastPassAdmin"),
        .target(
            name: "LastPassAdminNative",
            dependencies: ["LastPassAdminFFI"],
            path: "\(native)/LastPassAdminNative",
            linkerSettings: hasFramework ? [] : library
        ),
        hasFramework
            ? .binaryTarget(name: "LastPassAdminFFI", path: framework)
            : .systemLibrary(name: "LastPassAdminFFI", path: "\(native)/LastPassAdminFFI"),

        .target(name: "Companies", dependencies: ["LastPassAdmin"], path: "uniffi/swift/Tests/Companies"),
        .testTarget(
            name: "LastPassAdminTests",
            dependencies: ["Companies", "LastPassAdmin"],
            path: "uniffi/swift/Tests/LastPassAdminTests"
        ),
        .executableTarget(name: "Workload", dependencies: ["LastPassAdmin"], path: "uniffi/swift/benches/Workload"),
        .executableTarget(name: "Leaks", dependencies: ["LastPassAdmin"], path: "uniffi/swift/benches/Leaks"),

        .executableTarget(name: "Driver", dependencies: ["LastPassAdmin"], path: "tests/drivers/swift/Sources/Driver"),
        .executableTarget(name: "Holder", dependencies: ["LastPassAdmin"], path: "tests/drivers/swift/Sources/Holder"),

        .executableTarget(
            name: "Quickstart", dependencies: ["LastPassAdmin"], path: "examples/swift/Sources/Quickstart"),
        .target(
            name: "Approvals",
            dependencies: ["LastPassAdmin"],
            path: "examples/swift/Sources/Approvals",
            // Observation of Swift 6.0 for Linux asks for a function that no library has, and calls it never.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"], .when(platforms: [.linux]))]
        ),
        .testTarget(
            name: "ExamplesTests",
            dependencies: ["Approvals", "Companies", "Quickstart"],
            path: "examples/swift/Tests/ExamplesTests"
        ),
    ],
    swiftLanguageModes: [.v6]
)

// What is given away holds the library alone, without tests, driver and examples.
package.targets.removeAll { target in
    !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(target.path ?? "")")
}
