using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class ApiShapeTests
{
    [Theory]
    [InlineData("Xzact")]
    [InlineData("Xzact.Audit")]
    public void Public_types_keep_to_the_shape(string library) =>
        Hold.That(ApiShape.Check(ApiText.Load(library).GetExportedTypes()));

    [Theory]
    [InlineData(typeof(Samples.Open), "sealed, static or abstract")]
    [InlineData(typeof(Samples.MutableField), "a public static field is readonly")]
    [InlineData(typeof(Samples.MutableArray), "a public static array")]
    [InlineData(typeof(Samples.MutableProperty), "a public static property has no setter")]
    [InlineData(typeof(Samples.OutFirst), "the out parameter of a Try method is its last")]
    [InlineData(typeof(Samples.NoAnswer), "a Try method returns bool")]
    public void A_type_that_breaks_it_is_found(Type type, string expected) =>
        Hold.Finds(expected, ApiShape.Check([type]));

    [Theory]
    [InlineData(typeof(Samples.Good))]
    [InlineData(typeof(Samples.GoodStatic))]
    [InlineData(typeof(Samples.GoodAbstract))]
    [InlineData(typeof(Samples.BaseLibraryForm))]
    public void A_type_that_keeps_to_it_is_accepted(Type type) => Assert.Empty(ApiShape.Check([type]));

    // Bad on purpose.
#pragma warning disable CS0649, CA1852, CA1051, CA1052, CA1815, CA1819, CA2211, MA0069, CA1034, CA1802, CA1805
    internal static class Samples
    {
        public class Open;

        public static class MutableField
        {
            public static int Count;
        }

        public static class MutableArray
        {
            public static readonly int[] Counts = [1];
        }

        public static class MutableProperty
        {
            public static int Count { get; set; }
        }

        public static class OutFirst
        {
            public static bool TryRead(out int value, int limit) => (value = limit) > 0;
        }

        public static class NoAnswer
        {
            public static void TryRead(out int value) => value = 1;
        }

        public sealed class Good
        {
            public static readonly int Count = 1;

            public bool TryRead(out int value) => (value = Count) > 0;

            public int Trying() => Count;
        }

        public static class GoodStatic
        {
            public const int Count = 1;
        }

        public abstract class GoodAbstract;

        public static class BaseLibraryForm
        {
            public static bool TryCompress(int source, out int written) => TryCompress(source, out written, 6);

            public static bool TryCompress(int source, out int written, int quality) =>
                (written = source + quality) > 0;
        }
    }
#pragma warning restore
}
