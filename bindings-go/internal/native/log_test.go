package native

import (
	"fmt"
	"strings"
	"testing"
)

func TestALoggerThatIsTooSlowIsToldWhatItMissed(t *testing.T) {
	taken, goesOn := make(chan string, 2*mostBehind), make(chan struct{})
	take := Line(func(level uint32, text string) {
		taken <- fmt.Sprint(level, " ", text)
		<-goesOn
	})
	line.Store(&take)
	defer line.Store(nil)
	var lines backlog
	lines.add(logLine{Debug, "first"})
	first := <-taken
	for at := range mostBehind + 5 {
		lines.add(logLine{Info, fmt.Sprint(at)})
	}
	close(goesOn)
	var last string
	for at := range mostBehind {
		if last = <-taken; last != fmt.Sprint(Info, " ", at) {
			t.Fatalf("line %d is %q", at, last)
		}
	}
	missed := <-taken
	if first != fmt.Sprint(Debug, " first") || !strings.HasPrefix(missed, fmt.Sprint(Warn, " 5 lines")) {
		t.Errorf("%q, …, %q, %q", first, last, missed)
	}
}
