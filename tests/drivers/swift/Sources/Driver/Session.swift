import Foundation
import LastPassAdmin

private let version = 1

/// The client that is open, if one is.
actor Session {
    private var client: LastPassAdmin?

    /// Plays a step, and gives its outcome.
    func play(_ line: String) async -> JSONValue {
        do {
            return ["ok": try await outcome(Given(try parsed(line)))]
        } catch let lacks as Missing {
            return ["missing": .string(lacks.operation)]
        } catch let error as LastPassError {
            do { return ["error": try problem(error)] } catch { return ["fault": .string("\(error)")] }
        } catch {
            return ["fault": .string("\(error)")]
        }
    }

    private func outcome(_ step: Given) async throws -> JSONValue {
        guard let after: Duration = try step.some("cancel_after") else { return try await value(step) }
        let playing = Task { try await value(step) }
        let cancelling = Task {
            try await Task.sleep(for: after)
            playing.cancel()
        }
        defer { cancelling.cancel() }
        do {
            return try await playing.value
        } catch is CancellationError where playing.isCancelled {
            return ["cancelled": true]
        }
    }

    private func value(_ step: Given) async throws -> JSONValue {
        let does: String = try step("do")
        if does == "open" {
            guard try step("protocol") == version else {
                throw Fault("this driver speaks version \(version) of the protocol")
            }
            close()
            client = try opened(Given(step("client")))
        } else if does == "close" {
            close()
        } else {
            guard let client else { throw Fault("no client is open") }
            let given: JSONValue? = try step.some("options")
            return try await answer(client, does, step, try given.map { try callOptions(Given($0)) })
        }
        return .null
    }

    private func answer(_ lp: LastPassAdmin, _ does: String, _ step: Given, _ options: CallOptions?) async throws
        -> JSONValue
    {
        switch does {
        case "call":
            let operation: String = try step("operation")
            let given = Given(try step.some("arguments"), reading: try step.some("read"))
            if operation == "poll" { return try shown(await lp.poll(given("url"), options: options)) }
            guard let answer = try await called(operation, lp, given, options) else {
                throw Missing(operation: operation)
            }
            try given.requireAllAsked()
            return answer
        case "request":
            let (query, body): ([String: String]?, JSONValue?) = (try step.some("query"), try step.some("body"))
            return try shown(await lp.request(step("method"), step("path"), query: query, body: body, options: options))
        case "command":
            return ["body": try parsed(await lp.command(step("command"), data: step.some("data"), options: options))]
        case "check":
            return try shown(await lp.check(options: options))
        default:
            throw Fault("this driver knows no step \(does)")
        }
    }

    private func close() {
        client?.close()
        client = nil
    }
}

/// The options of a call, all of them known.
private func callOptions(_ given: Given) throws -> CallOptions {
    let options = try options(given)
    try given.requireAllAsked()
    return options
}
