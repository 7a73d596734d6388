using Xzact.Audit.Case;
using Xzact.Audit.Rules.Make;

namespace Xzact.Audit.Tests.Rules.Make;

public sealed class MakeActsTests
{
    private const string Tag = "all: p\np: main.c\n\t$(CC) -o p main.c\nX = tests/data.sh\n";

    private static Evidence? Act(string added) => MakeActs.First(new(
        new("Makefile", new(AccountKind.Modified, "")) { Role = FileRole.Make }, Tag + added, Tag));

    [Theory]
    [InlineData("q: ; sh x")]
    [InlineData("q:\n\tsh x")]
    [InlineData(".RECIPEPREFIX = >\nq:\n> sh x")]
    [InlineData("X = 1 \\\\\n\tsh x")]
    [InlineData("\ttests/data.sh")]
    [InlineData("X := ${shell sh x}")]
    [InlineData("X := $(shell\tsh x)")]
    [InlineData("s = shell\nX := $($(s) sh x)")]
    [InlineData("X = $(call shell,sh x)")]
    [InlineData("X = $(eval include x)")]
    [InlineData("X = $(file <x)")]
    [InlineData("q: $$(shell sh x)")]
    [InlineData("$(info $(shell sh x))")]
    [InlineData("X != sh x")]
    [InlineData("include\tx")]
    [InlineData("-include x")]
    [InlineData("load ./x.so")]
    [InlineData("vpath %.c tests")]
    [InlineData("VPATH = tests")]
    [InlineData("SHELL = ./x")]
    [InlineData("CC = sh x; cc")]
    [InlineData("p: CC = other")]
    [InlineData("MAKEFLAGS += --eval=q:;@sh\\ x")]
    [InlineData("MY_COMMAND = x")]
    [InlineData("p_SOURCES = y.c")]
    [InlineData("p_LDADD = y.o")]
    [InlineData("SUBDIRS = y")]
    [InlineData("TESTS = y")]
    [InlineData("CFLAGS += -include tests/y.h")]
    [InlineData("CFLAGS += -fplugin=y")]
    [InlineData("LDFLAGS = -Wl,-T,y")]
    [InlineData("LDFLAGS = tests/y.o")]
    [InlineData("label = `sh x`")]
    [InlineData("label = sh x")]
    [InlineData("$(n) = x")]
    [InlineData("define z\nsh x\nendef")]
    [InlineData("@own_rules@")]
    public void What_runs_reads_or_decides_what_runs_acts(string added) => Assert.NotNull(Act(added));

    [Theory]
    [InlineData("VERSION = 1.2.3")]
    [InlineData("EXTRA_DIST = a.txt b/c.txt \\\n\td.txt")]
    [InlineData("CFLAGS += -O2 -Wall -DX=1 $(OTHER) -Wl,-Bsymbolic")]
    [InlineData("CC = @CC@")]
    [InlineData("dist_man_MANS = $(addprefix man/,a.1 b.1)")]
    [InlineData("X = $(Y:.c=.o) ${Z}")]
    [InlineData(".PHONY: check\ncheck: all")]
    [InlineData("ifeq ($(X),1)\nelse\nendif\nif COND\nendif")]
    [InlineData("# $(shell sh x)")]
    [InlineData("bugs = list@example.org")]
    [InlineData("src/a.c")]
    public void What_only_declares_does_not(string added) => Assert.Null(Act(added));
}
