using System.Reflection;

namespace Xzact.Conventions.Tests;

/// <summary>Names of types as C# writes them, with ? where null is allowed.</summary>
internal static class ApiTypeNames
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>The type where it is declared: full name and type parameters.</summary>
    public static string Declared(Type type)
    {
        string name = (type.FullName ?? type.Name).Replace('+', '.');
        string plain = string.Join('.', name.Split('.').Select(part => part.Split('`')[0]));
        Type[] arguments = type.GetGenericArguments();
        string names = string.Join(", ", arguments.Select(argument => argument.Name));
        return arguments.Length > 0 ? $"{plain}<{names}>" : plain;
    }

    /// <summary>The type where it is used; <paramref name="nullability"/> says where ? belongs.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return "ref " + Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        bool mayBeNull = !type.IsValueType
            && (IsNullable(nullability?.ReadState) || IsNullable(nullability?.WriteState));
        return Name(type, nullability) + (mayBeNull ? "?" : "");
    }

    private static bool IsNullable(NullabilityState? state) => state == NullabilityState.Nullable;

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsArray)
        {
            string element = Of(type.GetElementType()!, nullability?.ElementType);
            return $"{element}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        bool isNested = type is { IsNested: true, IsGenericParameter: false };
        string name = isNested ? $"{Name(type.DeclaringType!, null)}.{type.Name}" : type.Name;
        if (!type.IsGenericType)
        {
            return name;
        }

        NullabilityInfo[] nullabilities = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> names = type.GetGenericArguments()
            .Select((argument, i) => Of(argument, nullabilities.ElementAtOrDefault(i)));
        return $"{name.Split('`')[0]}<{string.Join(", ", names)}>";
    }
}
