namespace Xzact.Audit.Tool.Tests.Outside;

/// <content>The projects with configure.ac.</content>
internal static partial class HonestBases
{
    /// <summary>
    /// An Automake project with translations and a manual; its archive is made for packagers who run autoreconf, with a
    /// version, the manual's date and a change log that the dist step makes.
    /// </summary>
    private static OutsideRelease Autotools() => new OutsideRelease("grainlog")
        .Track("README", "grainlog: a log of grains.")
        .Track("COPYING", "Everybody may use this program.")
        .Track("configure.ac", """
            AC_INIT([grainlog], m4_esyscmd_s([cat .tarball-version || echo 1.0]), [grainlog@example.org])
            AC_CONFIG_AUX_DIR([build-aux])
            AC_CONFIG_MACRO_DIRS([m4])
            AM_INIT_AUTOMAKE([foreign subdir-objects])
            AC_PROG_CC
            AM_GNU_GETTEXT_VERSION([0.21])
            AM_GNU_GETTEXT([external])
            GRAIN_TIME
            m4_ifdef([GRAIN_PROBE_CLOCK], [GRAIN_PROBE_CLOCK])
            AC_CONFIG_SUBDIRS([lib/ringbuf])
            AC_CONFIG_FILES([Makefile po/Makefile.in])
            AC_OUTPUT
            """)
        .Track("Makefile.am", """
            ACLOCAL_AMFLAGS = -I m4
            SUBDIRS = lib/ringbuf . po
            bin_PROGRAMS = grainlog
            grainlog_SOURCES = src/main.c
            dist_bin_SCRIPTS = grainlog-setup
            info_TEXINFOS = doc/grainlog.texi
            TESTS = tests/smoke.test
            EXTRA_DIST = $(TESTS) .tarball-version grainlog.spec

            dist-hook:
            	echo $(VERSION) > $(distdir)/.tarball-version
            	sed 's/@VERSION@/$(VERSION)/' $(srcdir)/grainlog.spec.in > $(distdir)/grainlog.spec
            	git -C $(srcdir) log --date=short --format='%ad  %an  <%ae>%n%n%x09* %s%n' > $(distdir)/ChangeLog
            """)
        .Track("m4/grain-time.m4", """
            # serial 1
            AC_DEFUN([GRAIN_TIME], [
              AC_CHECK_FUNCS([clock_gettime])
            ])
            """)
        .Track("src/main.c", "#include <stdio.h>\nint main(void) { puts(\"grain\"); return 0; }")
        .Track("grainlog-setup", """
            #!/bin/sh
            . gettext.sh
            TEXTDOMAIN=grainlog; export TEXTDOMAIN
            target=${1:-.}
            eval "echo \"$(gettext 'Setting up $target')\""
            mkdir -p "$target/log"
            """, executable: true)
        .Track("grainlog.spec.in", """
            Name: grainlog
            Version: @VERSION@
            Release: 1
            Summary: A log of grains
            License: 0BSD
            Source: grainlog-%{version}.tar.gz
            %description
            A log of grains.
            %build
            %configure
            %make_build
            %install
            %make_install
            %files
            %{_bindir}/grainlog
            """)
        .Track("doc/grainlog.texi", """
            \input texinfo
            @setfilename grainlog.info
            @include version.texi
            @settitle Grainlog @value{VERSION}
            @node Top
            @top Grainlog
            Edition @value{EDITION}, @value{UPDATED}.
            @bye
            """)
        .Track("po/LINGUAS", "de")
        .Track("po/POTFILES.in", "grainlog-setup\nsrc/main.c")
        .Track("po/Makevars", "DOMAIN = grainlog\nsubdir = po\ntop_builddir = ..\nXGETTEXT_OPTIONS = --keyword=_")
        .Track("po/de.po", Catalogue("de", "$target wird eingerichtet"))
        .Track("tests/smoke.test", "#!/bin/sh\n./grainlog | grep grain", executable: true)
        .Track("lib/ringbuf/configure.ac", "AC_INIT([ringbuf], [0.4])\nAM_INIT_AUTOMAKE([foreign])\nAC_PROG_CC\n"
            + "AC_CONFIG_FILES([Makefile])\nAC_OUTPUT")
        .Track("lib/ringbuf/Makefile.am", "noinst_LIBRARIES = libringbuf.a\nlibringbuf_a_SOURCES = ringbuf.c")
        .Track("lib/ringbuf/ringbuf.c", "int ringbuf_size = 64;")
        .Ship(".tarball-version", "1.0")
        .Ship("ChangeLog", "2025-05-03  Ann Example  <ann@example.org>\n\n\t* Release 1.0\n\n"
            + "2025-04-24  Ann Example  <ann@example.org>\n\n\t* Begin\n")
        .Ship("grainlog.spec", """
            Name: grainlog
            Version: 1.0
            Release: 1
            Summary: A log of grains
            License: 0BSD
            Source: grainlog-%{version}.tar.gz
            %description
            A log of grains.
            %build
            %configure
            %make_build
            %install
            %make_install
            %files
            %{_bindir}/grainlog
            """)
        .Ship("doc/version.texi", "@set UPDATED 3 May 2025\n@set UPDATED-MONTH May 2025\n@set EDITION 1.0\n"
            + "@set VERSION 1.0");

    /// <summary>A catalogue with one message of grainlog-setup.</summary>
    public static string Catalogue(string language, string translation) => $"""
        msgid ""
        msgstr ""
        "Project-Id-Version: grainlog 1.0\n"
        "PO-Revision-Date: 2025-05-02 12:00+0000\n"
        "Language: {language}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"

        #: grainlog-setup:5
        msgid "Setting up $target"
        msgstr "{translation}"
        """;

    /// <summary>A project whose archive holds configure as the installed Autoconf makes it.</summary>
    private static OutsideRelease AutoconfGenerated()
    {
        OutsideRelease release = new OutsideRelease("pebble")
            .Track("README", "pebble: a small program.")
            .Track("configure.ac", """
                AC_INIT([pebble], [1.0], [pebble@example.org])
                AC_CONFIG_SRCDIR([pebble.c])
                AC_PROG_CC
                AC_CHECK_HEADERS([sys/mman.h])
                AC_CHECK_FUNCS([mmap])
                AC_CONFIG_FILES([Makefile])
                AC_OUTPUT
                """)
            .Track("Makefile.in", "CC = @CC@\nCFLAGS = @CFLAGS@\n\npebble: @srcdir@/pebble.c\n"
                + "\t$(CC) $(CFLAGS) -o $@ @srcdir@/pebble.c")
            .Track("pebble.c", "int main(void) { return 0; }")
            .Track("tests/data/corner.bin", "INERT TEST FIXTURE");
        string configure = AutoconfRun.Configure(release.Tracked["configure.ac"].Content);
        return release.Ship("configure", configure, executable: true);
    }
}
