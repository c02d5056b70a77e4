// The Swift driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out, played through the
// public interface of the package alone. `tests/README.md` describes the protocol.

import Foundation

let session = Session()
while let line = readLine() {
    print(try written(await session.play(line)))
    fflush(nil)
}
