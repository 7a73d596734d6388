using System.Text.RegularExpressions;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.People;

/// <summary>What a mail asks for, by words of English. It knows phrases and not meaning: who answers such a request, or
/// warns of one, uses the same words.</summary>
internal static partial class MailRequests
{
    private const int MaxText = 20_000;

    /// <summary>What the text asks for.</summary>
    public static MailRequest Of(string text)
    {
        string start = text[..Math.Min(text.Length, MaxText)];
        return Power().IsMatch(start) ? MailRequest.ChangeOfPower
            : Upgrade().IsMatch(start) ? MailRequest.Upgrade
            : MailRequest.None;
    }

    [GeneratedRegex(
        @"\b(new|another|additional|second|other|more)\s+(co-?)?maintainers?\b|\bco-?maintain(er|ers|ership|ing)?\b"
        + @"|\bmaintainership\b|\b(commit|merge|push|write|release)\s+(access|rights?|permissions?)\b"
        + @"|\bstep(ping)?\s+(down|aside)\b|\btak(e|ing)\s+over\b"
        + @"|\b(hand|pass|turn|give)(ing)?\s+(\w+\s+){0,4}(over|on|away)\b[^.?!]{0,60}\b(maint\w+|project|someone)\b"
        + @"|\b(hand|pass|turn|give)(ing)?\s+(on|over|away)\s+(the\s+)?(maint\w+|project)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Power();

    [GeneratedRegex(
        @"\b(please|can|could|would|should|need\s+to|want)\b[^.?!]{0,80}\b(update|upgrade|upload|sync|bump|ship)\b"
        + @"[^?!]{0,60}(\bversion\b|\brelease\b|\b\d+\.\d+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Upgrade();
}
