namespace Xzact.Audit.Rules.Shell;

/// <summary>What the text at some place of an m4 file is, judged by the macro in whose argument it stands.</summary>
internal enum M4ArgumentKind
{
    /// <summary>The macro is not known: its argument may be anything.</summary>
    Unknown,

    /// <summary>Shell text that is written into configure, or no argument at all.</summary>
    Code,

    /// <summary>Names that end up in shell text: harmless only as long as they are names.</summary>
    Names,

    /// <summary>The right side of an assignment: its first word is data, and what follows a separator is
    /// code.</summary>
    Value,

    /// <summary>Text that never becomes shell text: a message, pattern, condition of m4, or program for a
    /// compiler.</summary>
    Text,
}

/// <summary>
/// The arguments of the macros of m4sugar, Autoconf, Automake, Libtool and gnulib-tool, after the prototypes in their
/// manuals.
/// </summary>
internal static class M4Arguments
{
    // One letter an argument, the last one for all that follow: n names, t text, v value, c code, u not known.
    private static readonly Dictionary<string, string> s_kinds = Table(
        ("n", "AC_REQUIRE AC_BEFORE AC_PROVIDE AC_PREREQ "
            + "AC_CONFIG_SRCDIR AC_CONFIG_MACRO_DIR AC_CONFIG_MACRO_DIRS AC_CONFIG_AUX_DIR AC_CONFIG_SUBDIRS AC_LANG "
            + "AC_LANG_PUSH AC_LANG_POP AC_LANG_ASSERT AU_ALIAS AM_INIT_AUTOMAKE AM_GNU_GETTEXT LT_LANG "
            + "AM_GNU_GETTEXT_VERSION AM_GNU_GETTEXT_REQUIRE_VERSION LT_INIT LT_PREREQ m4_defn m4_undefine m4_popdef "
            + "m4_provide m4_require m4_copy m4_rename AC_SUBST_FILE AM_SUBST_NOTMAKE AC_CHECK_PROG AC_CHECK_PROGS "
            + "AC_CHECK_TOOL AC_CHECK_TOOLS AC_PATH_PROG AC_PATH_PROGS AC_PATH_TOOL"),
        ("n", "gl_LIBUNISTRING_MODULE gl_LIBUNISTRING_LIBHEADER gl_LIBUNISTRING_LIBSOURCE "
            + "gl_MODULES gl_AVOID gl_SOURCE_BASE gl_M4_BASE gl_PO_BASE gl_DOC_BASE gl_TESTS_BASE gl_LOCAL_DIR gl_LIB "
            + "gl_MAKEFILE_NAME gl_PO_DOMAIN gl_WITNESS_C_MACRO gl_FILE_LIST gl_LGPL "
            + "gl_WITH_TESTS gl_WITH_OBSOLETE gl_MODULE_INDICATOR gl_MODULE_INDICATOR_FOR_TESTS"),
        ("t", "AC_INIT AC_COPYRIGHT AC_REVISION AC_DEFINE AC_DEFINE_UNQUOTED AC_MSG_CHECKING AC_MSG_RESULT "
            + "AC_MSG_NOTICE AC_MSG_WARN AC_MSG_ERROR AC_MSG_FAILURE AS_HELP_STRING AC_HELP_STRING AC_ARG_VAR "
            + "AC_LANG_PROGRAM AC_LANG_SOURCE AC_LANG_CALL AC_LANG_BOOL_COMPILE_TRY AC_LANG_DEFINES_PROVIDED "
            + "AH_TEMPLATE AH_VERBATIM AH_TOP AH_BOTTOM AC_DIAGNOSE AC_WARNING AC_FATAL "
            + "AC_OBSOLETE m4_warn m4_fatal m4_warning "
            + "m4_errprint m4_errprintn m4_pattern_allow m4_pattern_forbid m4_pattern_forbid_once m4_index m4_len "
            + "m4_substr m4_translit m4_bregexp m4_version_compare AC_CHECK_SIZEOF AC_CHECK_ALIGNOF"),
        ("nu", "m4_define m4_define_default m4_pushdef define pushdef"),
        ("nc", "AC_DEFUN AC_DEFUN_ONCE AU_DEFUN m4_defun m4_defun_once AC_CACHE_VAL AC_CONFIG_FILES AC_CONFIG_HEADERS "
            + "AC_CONFIG_HEADER AC_CONFIG_LINKS "
            + "AC_CONFIG_COMMANDS AC_CHECK_FUNC AC_CHECK_FUNCS m4_ifdef m4_ifndef m4_ifset ifdef AC_PROVIDE_IFELSE "
            + "AM_CONDITIONAL AM_COND_IF AC_CHECK_FUNCS_ONCE AC_CHECK_HEADERS_ONCE AC_CHECK_FILE m4_append"),
        ("nv", "AC_SUBST AS_VAR_SET"),
        ("ntc", "AC_ARG_WITH AC_ARG_ENABLE AM_MISSING_PROG"),
        ("nncct", "AC_CHECK_LIB AC_SEARCH_LIBS"),
        ("ncct", "AC_CHECK_HEADER AC_CHECK_HEADERS AC_CHECK_DECL AC_CHECK_DECLS AC_CHECK_TYPE AC_CHECK_TYPES "
            + "AC_CHECK_MEMBER AC_CHECK_MEMBERS AC_CHECK_DECLS_ONCE"),
        ("tc", "AC_COMPILE_IFELSE AC_LINK_IFELSE AC_PREPROC_IFELSE AC_TRY_CPP m4_version_prereq m4_ifval m4_ifvaln "
            + "m4_case m4_ifblank m4_ifnblank"),
        ("tnc", "AC_CACHE_CHECK AC_COMPUTE_INT"),
        ("ttc", "m4_if ifelse m4_bmatch AC_TRY_COMPILE AC_TRY_LINK AC_EGREP_HEADER AC_EGREP_CPP"),
        ("nncc", "PKG_CHECK_MODULES PKG_CHECK_EXISTS"));

    // Their second argument is the text of a macro, in which $1 is no variable of the shell.
    private static readonly HashSet<string> s_definers =
        ["AC_DEFUN", "AC_DEFUN_ONCE", "AU_DEFUN", "m4_define", "m4_defun", "m4_defun_once", "m4_define_default",
         "m4_pushdef", "define", "pushdef", "m4_copy", "m4_rename", "AU_ALIAS"];

    // What a macro of these families does with its arguments is not changed by what stands around the call.
    private static readonly string[] s_families = ["AC_", "AM_", "AS_", "AH_", "AU_", "LT_", "m4_", "gl_"];

    /// <summary>What argument <paramref name="index"/> (from 1) of <paramref name="macro"/> is.</summary>
    public static M4ArgumentKind KindOf(string macro, int index) => !s_kinds.TryGetValue(macro, out string? letters)
        ? M4ArgumentKind.Unknown
        : letters[Math.Min(index, letters.Length) - 1] switch
        {
            'n' => M4ArgumentKind.Names,
            't' => M4ArgumentKind.Text,
            'v' => M4ArgumentKind.Value,
            'u' => M4ArgumentKind.Unknown,
            _ => M4ArgumentKind.Code,
        };

    /// <summary>Whether the macro defines another one.</summary>
    public static bool IsDefiner(string macro) => s_definers.Contains(macro);

    /// <summary>Whether <see cref="KindOf"/> relies on what this macro does; defining it anew would deceive
    /// it.</summary>
    public static bool IsListed(string macro) => s_kinds.ContainsKey(macro);

    /// <summary>Whether the name is one that the tools' own macros have, rather than a function of a program.</summary>
    public static bool IsOfFamily(string macro) =>
        s_families.Any(f => macro.TrimStart('_').StartsWith(f, StringComparison.Ordinal));

    private static Dictionary<string, string> Table(params (string Letters, string Macros)[] rows) => rows
        .SelectMany(row => row.Macros.Split(' ').Select(macro => (macro, row.Letters)))
        .ToDictionary(pair => pair.macro, pair => pair.Letters, StringComparer.Ordinal);
}
