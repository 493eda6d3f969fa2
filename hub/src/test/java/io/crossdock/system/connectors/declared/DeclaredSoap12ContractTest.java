package io.crossdock.system.connectors.declared;

import jakarta.xml.ws.soap.SOAPBinding;

/** The same with SOAP 1.2, a password in words and a timestamp beside it. */
class DeclaredSoap12ContractTest extends DeclaredSoapContractTest {

    @Override
    String binding() {
        return SOAPBinding.SOAP12HTTP_BINDING;
    }

    @Override
    String file() {
        return FILE.replace("version: \"1.1\"", "version: \"1.2\"").replace("passwordType: digest",
                "passwordType: text, timestamp: true");
    }
}
