using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D40;

/// <summary>Several accounts without other footprint that ask for the same in one thread.</summary>
internal sealed class PressureRule : IPeopleRule
{
    private const int FewestAccounts = 2;
    private const int MostOtherMails = 2;
    private const int MaxShown = 20;
    private static readonly TimeSpan s_span = TimeSpan.FromDays(45);
    private static readonly TimeSpan s_after = TimeSpan.FromDays(730);

    public string Id => "D40";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history) => history.Mails is int mails
        ? (mails > 0,
            $"{Counted.Of(mails, "mail")}, {Counted.Of(history.Threads.Count, "thread")} in which somebody asks")
        : (false, "no mailbox was given");

    public IEnumerable<PeopleMatch> Match(ProjectHistory history)
    {
        foreach (MailThread thread in history.Threads)
        {
            foreach (IGrouping<MailRequest, MailAsk> asks in thread.Asks.GroupBy(a => a.Request))
            {
                MailAsk[] strangers =
                    [.. asks.Where(a => !a.HasCommits && a.OtherMails <= MostOtherMails).OrderBy(a => a.Time)];
                MailAsk[] together = strangers.Select(first => strangers
                        .Where(a => a.Time >= first.Time && a.Time - first.Time <= s_span).ToArray())
                    .FirstOrDefault(a => a.Select(x => x.Account).Distinct().Count() >= FewestAccounts, []);
                if (together.Length == 0)
                {
                    continue;
                }

                int accounts = together.Select(a => a.Account).Distinct().Count();
                yield return new(
                    $"thread {thread.Number}",
                    $"{accounts} accounts without other footprint ask for "
                    + (asks.Key == MailRequest.ChangeOfPower ? "a change of power" : "an upgrade")
                    + $" within {HistoryText.Span(together[^1].Time - together[0].Time)} in one thread. "
                    + "Impatient users do so too.",
                    string.Join('\n', together.Select(a => $"{a.Where.Path} {HistoryText.Moment(a.Time)}")),
                    together[0].Time, together[^1].Time + s_after,
                    [
                        .. together.Take(MaxShown).Select(a => a.Where with
                        {
                            What = $"{HistoryText.Moment(a.Time)}: {a.Account} asks; "
                                + $"{Counted.Of(a.OtherMails, "mail")} elsewhere, no commit",
                        }),
                    ]);
            }
        }
    }
}
