// Command workload does one workload with one client in one process, and prints what it took as a line of JSON.
//
// Run by `cargo xtask bench go`, with the server and the credentials in the environment:
//
//		workload <w1|w2|w3|w4> <client> <every|three>
//
//	  - w1 lists all users of the Business API, w4 all users of the Provisioning API: every client reads page by page to the
//	    end, keeps the users as structs, and then reads every member of each, or three of them: the id, the e-mail address and
//	    the status.
//	  - w2 makes 5,000 single reads with 32 in flight, w3 2,000 one after another; both read every member.
//
// Nothing is sent again after a failure; time limits are those that each client has by itself. Wall and CPU time run from
// before the client is made until the members are summed. The sums are how the caller sees that all clients read the same.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// run does a workload and gives the sum of what was read.
type run func(ctx context.Context, workload, members string) (int64, error)

var clients = map[string]run{
	"ours":           ours,
	"ours-streaming": streaming,
	"json":           asItComes,
	"json-same":      theSame,
}

func main() {
	workload, client, members := os.Args[1], os.Args[2], os.Args[3]
	start, before := time.Now(), cpu()
	checksum, err := clients[client](context.Background(), workload, members)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	wall, after := time.Since(start), cpu()
	figures := map[string]any{
		"wall_ms":  milliseconds(wall),
		"cpu_ms":   milliseconds(after - before),
		"peak_mib": peak(),
		"checksum": checksum,
	}
	json.NewEncoder(os.Stdout).Encode(figures)
}

func cpu() time.Duration {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// peak is the most memory that the process had resident, in MiB. What getrusage says begins with that of the process which
// started this one.
func peak() (mib float64) {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if kib, found := strings.CutPrefix(line, "VmHWM:"); found {
			fmt.Sscan(kib, &mib)
		}
	}
	return mib / 1024
}

func milliseconds(time time.Duration) float64 {
	return float64(time.Nanoseconds()) / 1e6
}
