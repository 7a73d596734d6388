using System.Runtime.ExceptionServices;

namespace Xzact.Audit;

/// <summary>Work on many items by all processors, whose results come in the order of the items.</summary>
internal static class InOrder
{
    /// <summary>What <paramref name="map"/> makes of each item.</summary>
    /// <param name="items">The items.</param>
    /// <param name="map">Called by several threads, at most once an item.</param>
    /// <exception cref="Exception">What a call threw, as it was; of several failures any one.</exception>
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> map)
    {
        var results = new TResult[items.Count];
        try
        {
            Parallel.For(0, items.Count, i => results[i] = map(items[i]));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
