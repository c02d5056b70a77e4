package lastpassadmin

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
	"unsafe"
)

// image is memory as the core lays it out.
type image struct {
	texts []byte
}

func (i *image) text(text string) textCell {
	start := len(i.texts)
	i.texts = append(append(i.texts, text...), 0)
	return textCell{data: &i.texts[start], length: uintptr(len(text))}
}

func (i *image) list(texts ...string) cells {
	list := make([]textCell, len(texts), len(texts)+1)
	for place, text := range texts {
		list[place] = i.text(text)
	}
	return cells{unsafe.Pointer(unsafe.SliceData(list)), uintptr(len(texts))}
}

func (i *image) memory() *memory {
	return i.memoryOf(1)
}

func (i *image) memoryOf(records uintptr) *memory {
	return newMemory(unsafe.Pointer(unsafe.SliceData(i.texts)), uintptr(len(i.texts)), records)
}

func newImage() *image {
	return &image{texts: make([]byte, 0, 4096)}
}

func TestARecordIsReadAndPointsToNothingOfC(t *testing.T) {
	from := newImage()
	cell := sharedFolderMemberCells{
		username:  from.text("ada@example.com"),
		readOnly:  flagCell{value: 0, isSet: 1},
		give:      flagCell{value: 1, isSet: 1},
		groupName: from.text(""),
		sites:     from.list("a.example", "", "é.example"),
		role:      from.text("editor"),
		extra:     from.text(`{"new":[1]}`),
	}
	folder := sharedFolderCells{
		id:    from.text("5001"),
		score: numberCell{value: 87.5, isSet: 1},
		users: cells{unsafe.Pointer(&cell), 1},
	}
	read := readSharedFolders(from.memory(), cells{unsafe.Pointer(&folder), 1})
	clear(from.texts)

	no, yes := false, true
	expected := []SharedFolder{{
		ID:    Ptr("5001"),
		Score: Ptr(87.5),
		Users: []SharedFolderMember{{
			Username: Ptr("ada@example.com"), ReadOnly: &no, Give: &yes, GroupName: Ptr(""),
			Sites: []string{"a.example", "", "é.example"},
			Role:  FolderRoleEditor,
			Extra: json.RawMessage(`{"new":[1]}`),
		}},
	}}
	if !reflect.DeepEqual(read, expected) {
		t.Errorf("%+v\nis not\n%+v", read, expected)
	}
}

func TestWhatIsAbsentIsNilAndWhatIsEmptyIsNot(t *testing.T) {
	from := newImage()
	empty := from.list()
	absent := readIAMGroups(from.memory(), cells{unsafe.Pointer(&iamGroupCells{}), 1})
	if !reflect.DeepEqual(absent, []IAMGroup{{}}) {
		t.Errorf("absent: %+v", absent)
	}
	group := readIAMGroups(from.memory(), cells{unsafe.Pointer(&iamGroupCells{childGroupIDs: empty, users: empty}), 1})
	if group[0].ChildGroupIDs == nil || group[0].Users == nil || len(group[0].ChildGroupIDs)+len(group[0].Users) != 0 {
		t.Errorf("empty: %+v", group)
	}
	written, err := json.Marshal(group[0])
	if err != nil || string(written) != `{"child_group_ids":[],"users":[]}` {
		t.Errorf("%s, %v", written, err)
	}
	pairs := (*memory).textMap(from.memory(), empty)
	if pairs == nil || len(pairs) != 0 || (*memory).textMap(from.memory(), cells{}) != nil {
		t.Errorf("map: %v", pairs)
	}
}

func TestMapsAreRead(t *testing.T) {
	from := newImage()
	texts := []textPair{{from.text("Department"), from.text("R&D")}, {from.text("Number"), from.text("")}}
	memory := from.memory()
	read := memory.textMap(cells{unsafe.Pointer(&texts[0]), 2})
	if !reflect.DeepEqual(read, map[string]string{"Department": "R&D", "Number": ""}) {
		t.Errorf("%v", read)
	}
}

func TestTimesOfAZoneShareALocation(t *testing.T) {
	from := newImage()
	cell := func(offset int32, ambiguous uint8) timeCell {
		text := from.text("2024-11-03 01:30:00")
		return timeCell{text: text, unixSeconds: 1_730_611_800, utcOffset: offset, hasInstant: 1, isAmbiguous: ambiguous}
	}
	summer, again, winter := cell(-14400, 1), cell(-14400, 0), cell(-18000, 0)
	unknown := timeCell{text: from.text("yesterday")}
	memory := from.memory()
	first, second, third := memory.localTime(&summer), memory.localTime(&again), memory.localTime(&winter)
	if got := first.Time.Format(time.RFC3339); got != "2024-11-03T01:30:00-04:00" || !first.IsAmbiguous {
		t.Errorf("%+v", first)
	}
	if first.Time.Location() != second.Time.Location() || second.IsAmbiguous {
		t.Errorf("%v, %v", first.Time.Location(), second.Time.Location())
	}
	if got := third.Time.Format(time.RFC3339); got != "2024-11-03T00:30:00-05:00" {
		t.Error(got)
	}
	if local := memory.localTime(&unknown); local.Text != "yesterday" || !local.Time.IsZero() {
		t.Errorf("%+v", local)
	}
	if instant := memory.instant(&winter); instant.Format(time.RFC3339) != "2024-11-03T05:30:00Z" {
		t.Error(instant)
	}
	if memory.instant(&unknown) != nil || memory.localTime(&timeCell{}) != nil {
		t.Error("a time that is not there is read")
	}
}

func TestListsOfOneSlabDoNotGrowIntoEachOther(t *testing.T) {
	from := newImage()
	first, second := from.list("a", "b"), from.list("c")
	memory := from.memory()
	ours, theirs := textsOf[string](memory, first), textsOf[string](memory, second)
	_ = append(ours, "x")
	if !reflect.DeepEqual(theirs, []string{"c"}) {
		t.Errorf("%v", theirs)
	}
}

func TestMembersAreNotAllocatedOneByOne(t *testing.T) {
	const users = 2000
	from := newImage()
	name, rows := from.text("ada@example.com"), make([]companyUserCells, users)
	for i := range rows {
		rows[i] = companyUserCells{id: integerCell{int64(i), 1}, name: name, email: name, accountStatus: name}
	}
	allocated := testing.AllocsPerRun(5, func() {
		memory := from.memoryOf(users)
		readCompanyUsers(memory, cells{unsafe.Pointer(&rows[0]), users})
		memory.release()
	})
	// Four blocks for each of four members, the users, the texts.
	if allocated > 18 {
		t.Errorf("%v allocations for %d users", allocated, users)
	}
}
