using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ScriptFactsTests
{
    private static ScriptFact[] Facts(params string[] scripts)
    {
        ScriptFacts facts = new();
        for (int i = 0; i < scripts.Length; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(scripts[i]);
            facts.Add(
                new(new($"{i}.sh", bytes.Length, () => bytes), isExecutable: false), ScriptLanguage.Shell, scripts[i]);
        }

        return [.. facts.All()];
    }

    [Theory]
    [InlineData("eval $hook")]
    [InlineData("x\neval \"${hook}\"; y")]
    [InlineData("if a; then eval $hook; fi; hooks=1; myhook=2; echo $hook")]
    [InlineData("all:\n\teval $$hook\n")]
    public void A_variable_that_nothing_sets_is_found(string script)
    {
        ScriptFact fact = Assert.Single(Facts(script, "echo $hook"));
        Assert.Equal((ScriptFactKind.UnassignedEvaluated, "hook"), (fact.Kind, fact.Subject));
    }

    [Theory]
    [InlineData("eval $hook\nhook=x")]
    [InlineData("eval $hook\nhook+=x")]
    [InlineData(": ${hook:=x}\neval $hook")]
    [InlineData("for hook in a b; do eval $hook; done")]
    [InlineData("while read -r a hook; do eval \"$hook\"; done")]
    [InlineData("AC_SUBST([hook])\neval $hook")]
    [InlineData("eval $HOOK")]
    [InlineData("eval $hook more")]
    [InlineData("eval \"$hook\"x")]
    [InlineData("# eval $hook")]
    [InlineData("medieval $hook")]
    [InlineData("eval 'hook'")]
    public void A_variable_that_is_set_or_a_part_is_none(string script) => Assert.Empty(Facts(script));

    [Fact]
    public void Another_script_may_set_it() => Assert.Empty(Facts("eval $hook", "hook=:"));

    [Theory]
    [InlineData("qzKdemo", true)]
    [InlineData("xkcdfgh", true)]
    [InlineData("aBcDeF", true)]
    [InlineData("before_all", false)]
    [InlineData("configure_args", false)]
    [InlineData("postinstall_cmds", false)]
    [InlineData("myHookName", false)]
    public void Odd_names_are_no_words(string name, bool isOdd) => Assert.Equal(isOdd, ScriptFacts.IsOdd(name));
}
