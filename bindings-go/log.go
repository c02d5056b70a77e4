package lastpassadmin

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"
)

// levels are those of lines of the log.
var levels = map[uint32]slog.Level{
	native.Error: slog.LevelError,
	native.Warn:  slog.LevelWarn,
	native.Info:  slog.LevelInfo,
	native.Debug: slog.LevelDebug,
}

var (
	// Who takes the log.
	logger atomic.Pointer[slog.Logger]
	// From which level on lines come; 0 for none.
	least   atomic.Uint32
	setting sync.Mutex
)

// SetLogger hands the log of all clients of the process to a logger, in place of the one before;
// nil ends that. Lines that the logger is not enabled for are not made.
//
// An attempt is a line at debug, a request that is sent again one at warn, with operation, method,
// path template, status, attempt and time, never with a query value, a body or a secret. Lines of
// calls that are made at the same time, and of pages that are read ahead, may come a moment after
// what they tell of. Without a logger, LASTPASS_LOG=debug in the environment prints the log on
// standard error.
func SetLogger(to *slog.Logger) {
	logger.Store(to)
	listen()
}

// listen looks from which level on the logger wants lines. It may change its mind, so every call looks.
func listen() {
	if least.Load() == wanted() {
		return
	}
	setting.Lock()
	defer setting.Unlock()
	now := wanted()
	least.Store(now)
	native.Listen(now, write)
}

func wanted() uint32 {
	to := logger.Load()
	if to == nil {
		return 0
	}
	for level := native.Debug; level > 0; level-- {
		if to.Enabled(context.Background(), levels[level]) {
			return level
		}
	}
	return 0
}

// write hands a line over. A logger that fails must not fail the call.
func write(level uint32, line string) {
	defer func() { _ = recover() }()
	if to := logger.Load(); to != nil {
		to.Log(context.Background(), levels[level], line)
	}
}
