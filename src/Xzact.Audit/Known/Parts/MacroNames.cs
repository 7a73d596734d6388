namespace Xzact.Audit.Known.Parts;

/// <summary>Which words of m4 text are macros of the build tools, rather than variables or functions.</summary>
internal static class MacroNames
{
    private static readonly string[] s_families =
        ["AC_", "AM_", "AS_", "AH_", "AU_", "LT_", "AX_", "PKG_", "IT_", "GTK_DOC_", "GDOC_", "gl_", "gt_", "m4_",
         "ax_", "jm_", "AT_"];

    private static readonly HashSet<string> s_definers =
        ["AC_DEFUN", "AC_DEFUN_ONCE", "AU_DEFUN", "m4_define", "m4_defun", "m4_defun_once", "m4_defun_init",
         "m4_define_default", "m4_pushdef", "define", "AC_DEFUN_FUNC", "AU_ALIAS"];

    /// <summary>Whether a word is a macro where a parenthesis follows it.</summary>
    public static bool IsCalled(ReadOnlySpan<char> word) =>
        s_definers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || IsOfFamily(word);

    /// <summary>Whether a word is a macro even without a parenthesis: those of m4sugar, m4sh and autoconf.</summary>
    public static bool IsBare(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> name = word.TrimStart('_');
        return IsOfFamily(word) && (name.StartsWith("AC_") || name.StartsWith("AS_") || name.StartsWith("m4_"));
    }

    /// <summary>Whether the macro defines another one.</summary>
    public static bool IsDefiner(string name) => s_definers.Contains(name);

    // gl_FUNC_X is a macro, gl_cv_func_x a variable of the shell.
    private static bool IsOfFamily(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> name = word.TrimStart('_');
        foreach (string family in s_families)
        {
            if (name.StartsWith(family))
            {
                return family is "m4_" or "ax_" || name[family.Length..].ContainsAnyInRange('A', 'Z');
            }
        }

        return false;
    }
}
