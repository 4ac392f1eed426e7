using System.Text.Json.Serialization;

namespace Awl.Sample;

/// <summary>A text of DynamoDB.</summary>
sealed record Text(string S);

sealed record Key(Text Id);

sealed record Item(Text Id, Text? Tool);

sealed record PutItem(string TableName, Item Item);

sealed record GetItem(string TableName, Key Key);

sealed record GotItem(Item? Item);

sealed record Nothing;

/// <summary>Readers and writers for these types, made at compile time.</summary>
[JsonSerializable(typeof(PutItem))]
[JsonSerializable(typeof(GetItem))]
[JsonSerializable(typeof(GotItem))]
[JsonSerializable(typeof(Nothing))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
sealed partial class SampleJson : JsonSerializerContext;
