using System.Reflection;

namespace Xzact.Conventions.Tests;

/// <summary>What every public type of the libraries keeps to.</summary>
internal static class ApiShape
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Check(IEnumerable<Type> types) => types.SelectMany(type =>
        CheckSealed(type).Concat(CheckStatics(type)).Concat(CheckTryMethods(type)));

    private static IEnumerable<string> CheckSealed(Type type) =>
        type.IsClass && !type.IsSealed && !type.IsAbstract
            ? [$"{type}: a public class is sealed, static or abstract"]
            : [];

    private static IEnumerable<string> CheckStatics(Type type)
    {
        IEnumerable<string> fields = type.GetFields(Declared)
            .Where(field => field is { IsStatic: true, IsLiteral: false, IsInitOnly: false })
            .Select(field => $"{type}.{field.Name}: a public static field is readonly");
        IEnumerable<string> arrays = type.GetFields(Declared)
            .Where(field => field is { IsStatic: true, FieldType.IsArray: true })
            .Select(field => $"{type}.{field.Name}: a public static array can be changed by anybody");
        IEnumerable<string> properties = type.GetProperties(Declared)
            .Where(property => property.SetMethod is { IsStatic: true, IsPublic: true })
            .Select(property => $"{type}.{property.Name}: a public static property has no setter");
        return fields.Concat(arrays).Concat(properties);
    }

    /// <summary>
    /// Try methods return bool and have their out parameters last. The base library's form, further settings behind
    /// the out parameter, is allowed to an overload of a method without them.
    /// </summary>
    private static IEnumerable<string> CheckTryMethods(Type type)
    {
        MethodInfo[] methods = [.. type.GetMethods(Declared).Where(method => IsTryName(method.Name))];
        foreach (MethodInfo method in methods)
        {
            if (method.ReturnType != typeof(bool))
            {
                yield return $"{type}.{method.Name}: a Try method returns bool";
            }

            Type[] parameters = TypesOf(method);
            int lastOut = Array.FindLastIndex(method.GetParameters(), parameter => parameter.IsOut);
            bool isLast = lastOut < 0 || lastOut == parameters.Length - 1;
            bool isLonger = methods.Any(other =>
                other.Name == method.Name && TypesOf(other).SequenceEqual(parameters.Take(lastOut + 1)));
            if (!isLast && !isLonger)
            {
                yield return $"{type}.{method.Name}: the out parameter of a Try method is its last";
            }
        }
    }

    private static bool IsTryName(string name) => name.StartsWith("Try", StringComparison.Ordinal)
        && name.Length > 3 && char.IsAsciiLetterUpper(name[3]);

    private static Type[] TypesOf(MethodInfo method) =>
        [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
}
