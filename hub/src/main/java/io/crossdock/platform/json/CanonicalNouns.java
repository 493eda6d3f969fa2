package io.crossdock.platform.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Gln;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.SupplierId;
import io.crossdock.canonical.Unit;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How the canonical nouns look in JSON: identifiers and unit codes are plain strings, the variants of an item name,
 * a destination or a conversion carry their {@code kind}, and questions such as {@code isZero} are not data.
 */
public final class CanonicalNouns extends SimpleModule {

    public CanonicalNouns() {
        super("canonical-nouns");
        text(Sku.class, Sku::parse);
        text(Gtin.class, Gtin::parse);
        text(Gln.class, Gln::parse);
        text(Sscc.class, Sscc::parse);
        text(Unit.class, Unit::parse);
        text(AccountId.class, AccountId::parse);
        text(LocationId.class, LocationId::parse);
        text(ShipToId.class, ShipToId::parse);
        text(SupplierId.class, SupplierId::parse);
        text(OrderNumber.class, OrderNumber::parse);
        text(LegNumber.class, LegNumber::parse);
        text(ReturnNumber.class, ReturnNumber::parse);
        setMixInAnnotation(ItemName.class, ItemNames.class);
        setMixInAnnotation(Destination.class, Destinations.class);
        setMixInAnnotation(Conversion.class, Conversions.class);
        setMixInAnnotation(Money.class, ComponentsOnly.class);
        setMixInAnnotation(Quantity.class, ComponentsOnly.class);
    }

    private <T> void text(Class<T> type, Function<String, Optional<T>> parse) {
        addSerializer(type, new AsText<>(type));
        addDeserializer(type, new FromText<>(type, parse));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ItemName.BySku.class, name = "sku"),
        @JsonSubTypes.Type(value = ItemName.ByGtin.class, name = "gtin"),
        @JsonSubTypes.Type(value = ItemName.ByBuyerItem.class, name = "buyerItem")})
    private interface ItemNames {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Destination.OnFile.class, name = "onFile"),
        @JsonSubTypes.Type(value = Destination.Usual.class, name = "usual"),
        @JsonSubTypes.Type(value = Destination.Given.class, name = "given")})
    private interface Destinations {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Conversion.Exact.class, name = "exact"),
        @JsonSubTypes.Type(value = Conversion.Inexact.class, name = "inexact"),
        @JsonSubTypes.Type(value = Conversion.UnknownUnit.class, name = "unknownUnit")})
    private interface Conversions {
    }

    @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private interface ComponentsOnly {
    }

    private static final class AsText<T> extends StdSerializer<T> {

        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {

        private final Function<String, Optional<T>> parse;

        FromText(Class<T> type, Function<String, Optional<T>> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString();
            return parse.apply(text == null ? "" : text).orElseGet(() -> (T) context.handleWeirdStringValue(
                    handledType(), text, "not a valid %s", handledType().getSimpleName()));
        }
    }
}
