package io.crossdock.experience.edi.x12;

/** An interchange address: qualifier (X12 data element I05) and identifier (I06 or I07) without padding. */
public record Party(String qualifier, String id) {

    @Override
    public String toString() {
        return qualifier + "/" + id;
    }
}
