using System.Globalization;
using System.Text;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Options;

/// <summary>What the manual page of xz says besides its options, in the language of man(7).</summary>
internal static class ManualProse
{
    /// <summary>What the program does with files.</summary>
    public const string Description = """
        Compresses or decompresses each FILE, or standard input where there is none or where it is
        .BR \- .
        A file is replaced by its compressed or decompressed form, which gets its name, owner, permissions and times
        only once it is whole; then the input is removed, unless
        .B \-k
        or
        .B \-c
        is given.
        .PP
        The name says what is done:
        .B unxz
        is
        .BR "xz \-d" ,
        .B xzcat
        is
        .BR "xz \-dc" ,
        .BR lzma ,
        .B unlzma
        and
        .B lzcat
        are the same for .lzma files.
        .PP
        Compressing appends
        .I .xz
        or
        .I .lzma
        to the name. Decompressing takes
        .IR .xz ,
        .I .lzma
        or
        .I .lz
        off it and makes
        .I .tar
        of
        .I .txz
        and
        .IR .tlz ;
        what the file holds is told from its content. A FILE is passed over, which is said, if its name does not fit;
        if its target exists already, if it is a symbolic link or has other hard links, or if it has the set-user-ID,
        set-group-ID or sticky bit, unless
        .B \-f
        is given; and if it is no regular file, unless
        .B \-c
        is. Compressed data is not written to a terminal or read from one.
        .PP
        Long options may be cut short as long as one only fits. Numbers may end in
        .BR KiB ,
        .B MiB
        or
        .B GiB
        (also
        .BR k ,
        .B M
        and
        .BR G ,
        in steps of 1024), and
        .B max
        stands for the largest.

        """;

    /// <summary>The options of filters.</summary>
    public const string Filters = """
        .SH FILTERS
        A chain of up to four filters stands for what a preset chooses. The last compresses; those before it
        rearrange data so that it compresses better. Whoever decompresses needs no option: the file has its chain.
        .TP
        .BR \-\-lzma2 ", " \-\-lzma1
        Options, of which those not given are the preset's:
        .RS
        .TP
        .BR preset= "0 to 9, with " e
        sets all others; the default is 6.
        .TP
        .BR dict= "4KiB to 1536MiB"
        how far back a repetition may lie. Compressing takes about 11.5 times as much memory, decompressing as much.
        .TP
        .BR lc= "0 to 4, " lp= "0 to 4, " pb= "0 to 4"
        literal context bits, literal position bits (together at most 4), position bits; the defaults 3, 0 and 2
        fit most data. For 32-bit words lp=2, pb=2 and lc=0 to 2, for text without structure pb=0.
        .TP
        .BR mode= "fast or normal, " mf= "hc3, hc4, bt2, bt3 or bt4"
        how symbols are chosen and repetitions found.
        .TP
        .BR nice= "2 to 273, " depth= "0 to 4294967295"
        a repetition of this length ends a search; so many candidates are tried, 0 for a number that fits nice.
        .RE
        .TP
        .B \-\-x86, \-\-arm, \-\-armthumb, \-\-arm64, \-\-riscv, \-\-powerpc, \-\-ia64, \-\-sparc
        make the targets of calls and jumps in machine code absolute, so that they repeat.
        .BR start= "NUM"
        is the address of the first byte.
        .TP
        .B \-\-delta
        takes each byte's difference from the one
        .BR dist= "1 to 256"
        before: for sound, bitmaps and tables of numbers.

        """;

    /// <summary>Limits, and what programs read.</summary>
    public const string LimitsAndLists = """
        .SH MEMORY LIMITS
        .B \-\-memlimit\-compress
        first takes threads away; where one needs too much, the dictionary is made smaller, unless
        .B \-\-no\-adjust
        forbids it.
        .B \-\-memlimit\-decompress
        fails where a file needs more;
        .B \-\-memlimit\-mt\-decompress
        takes threads away and never fails. A limit is a number of bytes, a part of the machine's memory such as
        .BR 40% ,
        or 0 for the default. Without one,
        .B \-T0
        does not take more than a quarter of the memory for its threads.
        .B \-\-info\-memory
        shows all of them.
        .SH LISTS FOR PROGRAMS
        With
        .B \-\-robot
        the lines of
        .B \-\-list
        have columns between tabs, of which the first names the kind of line; columns are only ever added at the end.
        .TP
        .B name
        file name
        .TP
        .B file
        Streams, Blocks, compressed size, uncompressed size, ratio or
        .BR \-\-\- ,
        checks, bytes of padding
        .TP
        .BR stream " (with \-v)"
        number, Blocks, compressed offset, uncompressed offset, compressed size, uncompressed size, ratio, check,
        bytes of padding
        .TP
        .BR block " (with \-v)"
        Stream, number in it, number in the file, compressed offset, uncompressed offset, compressed size with header,
        padding and check, uncompressed size, ratio, check; with \-vv value of the check, size of the header, its sizes
        as
        .B c
        and
        .BR u ,
        size of the compressed data, bytes of memory to decompress, filters
        .TP
        .BR summary " (with \-vv)"
        bytes of memory to decompress, whether all headers have sizes, oldest version of XZ Utils that decompresses it,
        as 50040002 for 5.4.0
        .TP
        .B totals
        as
        .BR file ,
        and the number of files; with \-vv what
        .B summary
        has. It is always the last line.
        .PP
        .B \-\-list \-\-json
        has the same as JSON.

        """;

    /// <summary>What is true of every run.</summary>
    public const string Rest = """
        .SH DAMAGED FILES
        What is decompressed before the damage is met has been written to standard output; a file is not made. With
        .B \-\-recover
        every Block that is intact is, and an account of the rest is given. Archives of several Blocks
        .RB ( \-T0
        or
        .BR \-\-block\-size )
        lose less.
        .SH EXIT STATUS
        0 if all is well, 1 if something failed, 2 if something deserves attention.
        .SH ENVIRONMENT
        .B XZ_DEFAULTS
        and then
        .B XZ_OPT
        hold options that come before those of the command line; blanks separate them, and there is no quoting.
        .SH SIGNALS
        SIGUSR1 and SIGALRM show how far the work is. SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGXFSZ and SIGPIPE end the
        program; no part of a file is left, and the input is kept.
        .SH EXAMPLES
        .TP
        .B xz file
        makes
        .I file.xz
        of
        .I file
        .TP
        .B xz \-dk *.xz
        decompresses files and keeps them
        .TP
        .B tar \-c folder | xz \-9 \-T0 >folder.tar.xz
        compresses an archive on all processors
        .TP
        .B xz \-dc \-\-range=1GiB+4KiB disk.img.xz
        decompresses 4 KiB from the middle of a file, and little else
        .TP
        .B xz \-\-arm64 \-\-lzma2=preset=9e,dict=64MiB Image
        compresses code for ARM64
        .TP
        .B xz \-\-recover \-c damaged.xz >rest
        writes all that is intact
        .SH SEE ALSO
        .BR xzdec (1),
        .BR lzmainfo (1),
        .BR xzgrep (1),
        .BR xzdiff (1),
        .BR xzless (1),
        .BR xzmore (1),
        .BR tar (1)

        """;

    /// <summary>What the presets choose, and the memory that XZ Utils reckons with.</summary>
    public static string Presets()
    {
        var text = new StringBuilder("""
            .SH PRESETS
            A preset chooses the size of the dictionary and how hard repetitions are looked for. Memory is that of one
            thread, as limits are held against it; with
            .B \-e
            the presets 0 to 3 and 5 take more to compress, and decompressing takes the same.
            .PP
            .nf

            """);
        text.Append(CultureInfo.InvariantCulture,
            $"  {"preset",-9}{"dictionary",12}{"to compress",14}{"to decompress",16}\n");
        for (int level = 0; level <= XzCompressionOptions.MaxQuality; level++)
        {
            IReadOnlyList<ChosenFilter> chain =
                [FilterKey.ApplyPreset(new ChosenFilter(FilterKind.Lzma2, null, 0), level, extreme: false)];
            string dictionary = Size(ChainRules.Lzma(chain).DictionarySize);
            text.Append(CultureInfo.InvariantCulture, $"  \\-{level,-8}{dictionary,12}")
                .Append(CultureInfo.InvariantCulture,
                    $"{Size(MemoryModel.Encoder(chain)),14}{Size(MemoryModel.Decoder(chain)),16}\n");
        }

        return text.Append(".fi\n").ToString();
    }

    /// <summary>In KiB or MiB, rounded up, as messages show it.</summary>
    private static string Size(ulong bytes) =>
        bytes < 1 << 20 ? $"{(bytes + 1023) >> 10} KiB" : $"{Amounts.MebibytesUp(bytes)} MiB";
}
