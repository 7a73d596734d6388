namespace Xzact.Audit.Tests.Scan;

/// <summary>A folder with a configure.ac in which calls stand in quotes, comments, branches and shell text.</summary>
internal sealed class AutotoolsFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("xzact-m4");

    public AutotoolsFolder() => File.WriteAllText(ConfigureInput, """
        AC_INIT([demo], [1.0])
        # AC_SUBST([IN_COMMENT])
        dnl AC_SUBST([BEHIND_DNL])
        AC_CONFIG_HEADERS([config.h])
        if test "x$a" = x; then
          AC_DEFINE([HAVE_A], [1], [an AC_SUBST in text])
        fi
        AC_ARG_ENABLE([thing], [AS_HELP_STRING([--enable-thing], [all of it, (or more)])],
          [AC_DEFINE([THING], [1], [thing])],
          [AC_SUBST([NO_THING], [yes])])
        AS_IF([test -n "$b"], [
          AC_CHECK_FUNCS([puts abort], [AC_DEFINE([SOME], [1], [some])])
        ], [
          AC_MSG_ERROR([no b, and no [AC_SUBST]])
        ])
        AC_CACHE_CHECK([for c], [demo_cv_c], [demo_cv_c=`echo '@<:@x@:>@' | sed 's/)//'`])
        AC_CONFIG_COMMANDS([stamp], [echo "a)b" >stamp], [x='(']dnl
        )
        AC_CONFIG_FILES([out:in.txt])
        AC_OUTPUT
        """.ReplaceLineEndings("\n") + "\n");

    public string ConfigureInput => Path.Combine(_folder.FullName, "configure.ac");

    public void Dispose() => _folder.Delete(recursive: true);
}
