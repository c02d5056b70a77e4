package lastpassadmin

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// plainCells are the cells that records are made of, by their names in C.
var plainCells = map[string]reflect.Type{
	"lpa_text":      reflect.TypeFor[textCell](),
	"lpa_integer":   reflect.TypeFor[integerCell](),
	"lpa_number":    reflect.TypeFor[numberCell](),
	"lpa_flag":      reflect.TypeFor[flagCell](),
	"lpa_time":      reflect.TypeFor[timeCell](),
	"lpa_texts":     reflect.TypeFor[cells](),
	"lpa_text_map":  reflect.TypeFor[cells](),
	"lpa_text_pair": reflect.TypeFor[textPair](),
}

// What is read here is what the library of C lays out, which its own tests hold to the same listing.
func TestCellsLieWhereCSaysTheyDo(t *testing.T) {
	listing, err := os.ReadFile("../bindings-c/abi.txt")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, block := range strings.Split(string(listing), "\n\n") {
		head, members, _ := strings.Cut(strings.TrimSpace(block), "\n")
		name, size, _ := strings.Cut(head, " ")
		said[name] = size + "\n" + withoutNames(members)
	}
	for _, types := range []map[string]reflect.Type{plainCells, layouts} {
		for name, of := range types {
			if layout := layoutOf(of); layout != said[name] {
				t.Errorf("%s: in Go\n%s\nin C\n%s", name, layout, said[name])
			}
		}
	}
	if len(layouts) < 40 {
		t.Errorf("only %d records are compared", len(layouts))
	}
}

// withoutNames leaves the place and the size of each member, one a line.
func withoutNames(members string) string {
	var lines strings.Builder
	for line := range strings.Lines(members) {
		words := strings.Fields(line)
		fmt.Fprintln(&lines, strings.Join(words[1:], " "))
	}
	return lines.String()
}

func layoutOf(of reflect.Type) string {
	var lines strings.Builder
	fmt.Fprintln(&lines, of.Size())
	for i := range of.NumField() {
		member := of.Field(i)
		fmt.Fprintln(&lines, member.Offset, member.Type.Size())
	}
	return lines.String()
}
