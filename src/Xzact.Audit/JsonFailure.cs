using System.Text.Json;

namespace Xzact.Audit;

/// <summary>Why a text is no JSON of the wanted form, in the words of a person who writes such files.</summary>
internal static class JsonFailure
{
    /// <summary>The reason in a few words; line and path are the caller's to say.</summary>
    /// <param name="exception">What the runtime says. Its own text names types, repeats path and line in another form,
    /// and in a native executable is only the name of a resource.</param>
    /// <param name="what">What the file is made of: a setting, a property.</param>
    public static string Reason(JsonException exception, string what) =>
        exception.Message.Contains(".NET member", StringComparison.Ordinal)
            || exception.Message.Contains("UnmappedJsonProperty", StringComparison.Ordinal)
                ? $"there is no {what} of that name"
        : exception.Message.Contains("could not be converted", StringComparison.Ordinal)
            || exception.Message.Contains("UnableToConvert", StringComparison.Ordinal)
                ? $"the value is of another kind than the {what} has"
        : exception.Message.Split(" Path: ")[0];
}
