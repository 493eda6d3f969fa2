package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.testing.Ports;
import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.xml.ws.Binding;
import jakarta.xml.ws.Endpoint;
import jakarta.xml.ws.WebFault;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.handler.soap.SOAPHandler;
import jakarta.xml.ws.handler.soap.SOAPMessageContext;
import jakarta.xml.ws.soap.SOAPBinding;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.security.auth.callback.Callback;
import javax.xml.namespace.QName;
import org.apache.wss4j.common.cache.MemoryReplayCache;
import org.apache.wss4j.common.cache.ReplayCache;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.util.WSSecurityUtil;

/** Order books that speak SOAP with the reference implementation of JAX-WS, and let in whom Apache WSS4J believes. */
final class SoapBooks implements Books {

    static final String NAMESPACE = "urn:bookly:sales";
    static final String USER = "hub";
    static final String PASSWORD = "s3cret";

    private final Sales sales;
    private final ReplayCache nonces = new MemoryReplayCache();
    private final Endpoint endpoint;
    private final URI url;

    /** @param binding of {@link SOAPBinding} */
    SoapBooks(String binding) {
        this(binding, Ports.free(), new Sales(line -> {
        }));
    }

    SoapBooks(String binding, int port, Sales sales) {
        this.sales = sales;
        url = URI.create("http://localhost:" + port);
        endpoint = Endpoint.create(binding, sales);
        Binding chain = endpoint.getBinding();
        chain.setHandlerChain(List.of(new Gate()));
        endpoint.publish(url + "/sales");
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public List<String> booked(String reference) {
        return List.copyOf(sales.booked.getOrDefault(reference, List.of()));
    }

    @Override
    public Said error() {
        return new Said(500, SOAPBinding.SOAP12HTTP_BINDING.equals(endpoint.getBinding().getBindingID()) ? """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver\
                </s:Value></s:Code><s:Reason><s:Text xml:lang="en">Something went wrong.</s:Text></s:Reason></s:Fault>\
                </s:Body></s:Envelope>""" : """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server\
                </faultcode><faultstring>Something went wrong.</faultstring></s:Fault></s:Body></s:Envelope>""");
    }

    List<BigDecimal> totals() {
        return List.copyOf(sales.totals);
    }

    @Override
    public void close() {
        endpoint.stop();
    }

    /** The account is not known. */
    @WebFault(name = "NoSuchAccount", targetNamespace = NAMESPACE)
    public static final class NoSuchAccount extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchAccount(String account) {
            super("There is no account " + account + ".");
        }
    }

    /** The service as its WSDL tells of it. */
    @WebService(name = "Sales", serviceName = "SalesService", targetNamespace = NAMESPACE)
    public static final class Sales {

        private final Map<String, List<String>> booked = new ConcurrentHashMap<>();
        private final List<BigDecimal> totals = new CopyOnWriteArrayList<>();
        private final AtomicInteger numbers = new AtomicInteger(700);
        private final Consumer<String> ledger;

        /** @param ledger gets a line for each thing that was asked, before it is answered */
        Sales(Consumer<String> ledger) {
            this.ledger = ledger;
        }

        /** As whoever wrote these lines left it. */
        Sales continuing(List<String> lines) {
            lines.stream().map(line -> line.split(" ", 3)).filter(line -> line[0].equals("book"))
                    .forEach(line -> enter(line[2], line[1]));
            numbers.addAndGet(lines.size());
            return this;
        }

        @WebMethod(action = NAMESPACE + "/book")
        @WebResult(name = "number")
        public String book(@WebParam(name = "reference") String reference, @WebParam(name = "account") String account,
                @WebParam(name = "total") BigDecimal total, @WebParam(name = "item") List<String> items)
                throws NoSuchAccount {
            if (!account.equals("A-1001")) {
                throw new NoSuchAccount(account);
            }
            if (items == null || items.isEmpty()) {
                throw new IllegalArgumentException("an order without items");
            }
            String number = "B-" + numbers.incrementAndGet();
            totals.add(total);
            ledger.accept("book " + number + " " + reference);
            enter(reference, number);
            return number;
        }

        private void enter(String reference, String number) {
            booked.computeIfAbsent(reference, each -> new CopyOnWriteArrayList<>()).add(number);
        }

        @WebMethod(action = NAMESPACE + "/find")
        @WebResult(name = "number")
        public List<String> find(@WebParam(name = "reference") String reference) {
            ledger.accept("find - " + reference);
            return booked.getOrDefault(reference, List.of());
        }
    }

    /** WSS4J judges the header: password, age and whether the nonce came before. */
    private final class Gate implements SOAPHandler<SOAPMessageContext> {

        private static final String WSSE =
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

        @Override
        public Set<QName> getHeaders() {
            return Set.of(new QName(WSSE, "Security"));
        }

        @Override
        public boolean handleMessage(SOAPMessageContext context) {
            if (Boolean.TRUE.equals(context.get(MessageContext.MESSAGE_OUTBOUND_PROPERTY))) {
                return true;
            }
            try {
                var document = context.getMessage().getSOAPPart();
                var header = WSSecurityUtil.getSecurityHeader(document.getEnvelope().getOwnerDocument(), "");
                RequestData request = new RequestData();
                request.setNonceReplayCache(nonces);
                request.setCallbackHandler(callbacks -> {
                    for (Callback each : callbacks) {
                        if (each instanceof WSPasswordCallback asked && USER.equals(asked.getIdentifier())) {
                            asked.setPassword(PASSWORD);
                        }
                    }
                });
                if (header == null || new WSSecurityEngine().processSecurityHeader(header, request).getResults().isEmpty()) {
                    throw new WSSecurityException(WSSecurityException.ErrorCode.FAILED_AUTHENTICATION);
                }
                return true;
            } catch (WSSecurityException refused) {
                throw fault(context, refused);
            } catch (jakarta.xml.soap.SOAPException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        private SOAPFaultException fault(SOAPMessageContext context, WSSecurityException refused) {
            try {
                var soap = context.getMessage().getSOAPPart().getEnvelope().getNamespaceURI().contains("2003")
                        ? jakarta.xml.soap.SOAPConstants.SOAP_1_2_PROTOCOL : jakarta.xml.soap.SOAPConstants.SOAP_1_1_PROTOCOL;
                var fault = jakarta.xml.soap.SOAPFactory.newInstance(soap).createFault();
                if (soap.equals(jakarta.xml.soap.SOAPConstants.SOAP_1_2_PROTOCOL)) {
                    fault.setFaultCode(jakarta.xml.soap.SOAPConstants.SOAP_SENDER_FAULT);
                    fault.appendFaultSubcode(refused.getFaultCode());
                } else {
                    fault.setFaultCode(refused.getFaultCode());
                }
                fault.setFaultString(refused.getMessage());
                return new SOAPFaultException(fault);
            } catch (jakarta.xml.soap.SOAPException unwritable) {
                throw new IllegalStateException(unwritable);
            }
        }

        @Override
        public boolean handleFault(SOAPMessageContext context) {
            return true;
        }

        @Override
        public void close(MessageContext context) {
            // nothing is held
        }
    }
}
