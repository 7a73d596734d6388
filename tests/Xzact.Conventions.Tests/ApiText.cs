using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xzact.Conventions.Tests;

/// <summary>
/// A library's public API as text that reads like C#, one member a line, sorted, so that a change of the API is a line
/// in a diff. What the compiler adds to a record by itself is left out.
/// </summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One of the project's libraries.</summary>
    public static Assembly Load(string library) => Assembly.Load(new AssemblyName(library));

    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (Type type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Attributes(type)).Append(Declaration(type)).Append('\n');
            foreach (string member in Members(type))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        string name = ApiTypeNames.Declared(type);
        if (type.IsEnum)
        {
            return $"public enum {name} : {ApiTypeNames.Of(Enum.GetUnderlyingType(type))}";
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return $"public delegate {Signature(type.GetMethod("Invoke")!, name)}";
        }

        string kind = (type, IsRecord(type)) switch
        {
            ({ IsInterface: true }, _) => "interface",
            ({ IsValueType: true }, _) => (Has<IsReadOnlyAttribute>(type) ? "readonly " : "")
                + (type.IsByRefLike ? "ref " : "") + "struct",
            ({ IsAbstract: true, IsSealed: true }, _) => "static class",
            (_, true) => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + "record",
            _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + "class",
        };
        bool isDerived = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType);
        string[] interfaces = [.. type.GetInterfaces()
            .Where(candidate => candidate.IsPublic && !(IsRecord(type) && candidate.Name == "IEquatable`1"))
            .Where(candidate => type.BaseType?.GetInterfaces().Contains(candidate) != true)
            .Select(candidate => ApiTypeNames.Of(candidate))
            .Order(StringComparer.Ordinal)];
        string bases = string.Join(", ", isDerived ? [ApiTypeNames.Of(type.BaseType!), .. interfaces] : interfaces);
        string colon = bases.Length > 0 ? " : " : "";
        return $"public {kind} {name}{colon}{bases}{Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToDecimal(field.GetRawConstantValue(), CultureInfo.InvariantCulture))
                .Select(field => $"{Attributes(field)}{field.Name} = {field.GetRawConstantValue()},");
        }

        return type.GetMembers(Declared)
            .Where(member => !Has<CompilerGeneratedAttribute>(member))
            .Select(Member)
            .OfType<string>()
            .Order(StringComparer.Ordinal);
    }

    private static string? Member(MemberInfo member)
    {
        string? text = member switch
        {
            FieldInfo field when IsVisible(field.Attributes) => Field(field),
            ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) =>
                Access(constructor) + Signature(constructor, constructor.DeclaringType!.Name.Split('`')[0]) + ";",
            MethodInfo method when IsVisible(method) && !IsAccessor(method) =>
                Access(method) + Signature(method, method.Name) + ";",
            PropertyInfo property => Property(property),
            EventInfo { AddMethod: { } add } change when IsVisible(add) =>
                $"{Access(add)}event {ApiTypeNames.Of(change.EventHandlerType!)} {change.Name};",
            _ => null,
        };
        return text is null ? null : Attributes(member) + text;
    }

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public " : "protected ";
        string type = ApiTypeNames.Of(field.FieldType, new NullabilityInfoContext().Create(field));
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)};"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name};";
    }

    private static string? Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(accessor => IsVisible(accessor))];
        if (accessors.Length == 0)
        {
            return null;
        }

        MethodInfo widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        string type = ApiTypeNames.Of(property.PropertyType, new NullabilityInfoContext().Create(property));
        ParameterInfo[] indexes = property.GetIndexParameters();
        string name = indexes.Length > 0 ? $"this[{string.Join(", ", indexes.Select(Parameter))}]" : property.Name;
        string required = Has<RequiredMemberAttribute>(property) ? "required " : "";
        IEnumerable<string> words = accessors.OrderBy(accessor => accessor == property.GetMethod ? 0 : 1)
            .Select(accessor => (accessor.IsPublic == widest.IsPublic ? "" : "protected ")
                + (accessor == property.GetMethod ? "get; " : IsInit(accessor) ? "init; " : "set; "));
        return $"{Access(widest)}{required}{type} {name} {{ {string.Concat(words)}}}";
    }

    private static string Access(MethodBase method)
    {
        string access = method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";
        bool isOverride = method is MethodInfo info && info.GetBaseDefinition() != info;
        string kind = method switch
        {
            { DeclaringType.IsInterface: true } => method.IsStatic ? "static " : "",
            { IsStatic: true } => "static ",
            _ when isOverride => method.IsFinal ? "sealed override " : "override ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return access + kind;
    }

    private static string Signature(MethodBase method, string name)
    {
        string result = method is MethodInfo info
            ? ApiTypeNames.Of(info.ReturnType, new NullabilityInfoContext().Create(info.ReturnParameter)) + " "
            : "";
        Type[] generics = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : [];
        string arguments = generics.Length > 0 ? $"<{string.Join(", ", generics.Select(type => type.Name))}>" : "";
        string extension = Has<ExtensionAttribute>(method) ? "this " : "";
        string parameters = string.Join(", ", method.GetParameters().Select(Parameter));
        return $"{result}{name}{arguments}({extension}{parameters}){Constraints(generics)}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string direction = (parameter.IsOut, parameter.IsIn, parameter.ParameterType.IsByRef) switch
        {
            (true, _, true) => "out ",
            (_, true, true) => "in ",
            (_, _, true) => "ref ",
            _ => Has<ParamArrayAttribute>(parameter) || Has<ParamCollectionAttribute>(parameter) ? "params " : "",
        };
        Type type = parameter.ParameterType is { IsByRef: true } reference
            ? reference.GetElementType()!
            : parameter.ParameterType;
        string value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, type) : "";
        string typeName = ApiTypeNames.Of(type, new NullabilityInfoContext().Create(parameter));
        return $"{direction}{typeName} {parameter.Name}{value}";
    }

    private static string Constraints(Type[] arguments) => string.Concat(
        arguments.Where(argument => argument.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type argument)
    {
        GenericParameterAttributes flags = argument.GenericParameterAttributes;
        bool isValue = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        bool isUnmanaged = argument.CustomAttributes.Any(a => a.AttributeType.Name == "IsUnmanagedAttribute");
        var words = new List<string>();
        if (isValue || flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            words.Add(!isValue ? "class" : isUnmanaged ? "unmanaged" : "struct");
        }

        words.AddRange(argument.GetGenericParameterConstraints()
            .Where(type => type != typeof(ValueType))
            .Select(type => ApiTypeNames.Of(type)));
        if (!isValue && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            words.Add("new()");
        }

        string all = string.Join(", ", words);
        return all.Length > 0 ? $" where {argument.Name} : {all}" : "";
    }

    private static string Attributes(MemberInfo member) => string.Concat(member.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name is "FlagsAttribute" or "ExperimentalAttribute"
            || (attribute.AttributeType == typeof(ObsoleteAttribute) && !IsForOldCompilers(member)))
        .Select(attribute => $"[{attribute.AttributeType.Name[..^"Attribute".Length]}] ")
        .Order(StringComparer.Ordinal));

    /// <summary>The compiler itself marks what older compilers must not use as obsolete.</summary>
    private static bool IsForOldCompilers(MemberInfo member) => Has<CompilerFeatureRequiredAttribute>(member);

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool truth => truth ? "true" : "false",
        _ when type.IsEnum => $"{ApiTypeNames.Of(type)}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsVisible(MethodBase method) => method.IsPublic
        || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false });

    private static bool IsVisible(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask)
        is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool Has<T>(MemberInfo member) => member.CustomAttributes.Any(a => a.AttributeType == typeof(T));

    private static bool Has<T>(ParameterInfo parameter) =>
        parameter.CustomAttributes.Any(a => a.AttributeType == typeof(T));
}
